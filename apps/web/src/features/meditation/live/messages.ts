import { translatorOf } from '../../../language/translator.ts'
import { session } from '../../../messages/en/session.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('session', session)
