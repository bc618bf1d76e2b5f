import { translatorOf } from '../../language/translator.ts'
import { newsletter } from '../../messages/en/newsletter.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('newsletter', newsletter)
