import { translatorOf } from '../../../language/studio-translator.ts'
import { content } from '../../../messages/en/content.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('content', content)
