import { translatorOf } from '../../language/translator.ts'
import { routines } from '../../messages/en/routines.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('routines', routines)
