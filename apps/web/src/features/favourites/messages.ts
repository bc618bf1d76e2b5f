import { translatorOf } from '../../language/translator.ts'
import { favourites } from '../../messages/en/favourites.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('favourites', favourites)
