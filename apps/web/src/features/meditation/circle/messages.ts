import { translatorOf } from '../../../language/translator.ts'
import { circle } from '../../../messages/en/circle.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('circle', circle)
