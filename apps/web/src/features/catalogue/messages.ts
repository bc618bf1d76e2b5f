import { translatorOf } from '../../language/translator.ts'
import { catalogue } from '../../messages/en/catalogue.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('catalogue', catalogue)
