import { translatorOf } from '../../../language/studio-translator.ts'
import { shelves } from '../../../messages/en/shelves.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('shelves', shelves)
