import { translatorOf } from '../../language/translator.ts'
import { ambience } from '../../messages/en/ambience.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('ambience', ambience)
