import { translatorOf } from '../../language/translator.ts'
import { yours } from '../../messages/en/yours.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('yours', yours)
