import { translatorOf } from '../../../language/studio-translator.ts'
import { uploads } from '../../../messages/en/uploads.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('uploads', uploads)
