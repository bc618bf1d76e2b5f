import { translatorOf } from '../../language/studio-translator.ts'
import { insights } from '../../messages/en/insights.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('insights', insights)
