import { createTranslator } from 'use-intl/core'
import { LANGUAGE, translations } from './page-language.ts'

/**
 * What a feature says, in the page's language: `t('saved')`, and `t.rich` where words are links or the like. An id that is not
 * in `english`, or an argument that its message does not take, is a type error.
 *
 * @param namespace the name of the export in the message files
 */
export function translatorOf<const Messages extends Record<string, string>>(namespace: string, english: Messages) {
  const messages = (translations[namespace] ?? english) as Messages
  return createTranslator({ locale: LANGUAGE, messages })
}
