import { translatorOf } from '../../../language/studio-translator.ts'
import { studio } from '../../../messages/en/studio.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('studio', studio)
