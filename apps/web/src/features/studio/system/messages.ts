import { translatorOf } from '../../../language/studio-translator.ts'
import { system } from '../../../messages/en/system.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('system', system)
