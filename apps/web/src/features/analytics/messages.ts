import { translatorOf } from '../../language/translator.ts'
import { views } from '../../messages/en/views.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('views', views)
