import { translatorOf } from '../../../language/translator.ts'
import { progress } from '../../../messages/en/progress.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('progress', progress)
