import { translatorOf } from '../../language/translator.ts'
import { home } from '../../messages/en/home.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('home', home)
