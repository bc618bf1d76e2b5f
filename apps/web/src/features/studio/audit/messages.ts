import { translatorOf } from '../../../language/studio-translator.ts'
import { acts } from '../../../messages/en/acts.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('acts', acts)
