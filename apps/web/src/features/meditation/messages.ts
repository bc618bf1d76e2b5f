import { translatorOf } from '../../language/translator.ts'
import { breathing } from '../../messages/en/breathing.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('breathing', breathing)
