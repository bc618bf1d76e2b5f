import { translatorOf } from '../language/translator.ts'
import { common } from '../messages/en/common.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('common', common)
