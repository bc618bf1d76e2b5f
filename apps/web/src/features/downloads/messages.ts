import { translatorOf } from '../../language/translator.ts'
import { downloads } from '../../messages/en/downloads.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('downloads', downloads)
