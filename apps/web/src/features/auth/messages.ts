import { translatorOf } from '../../language/translator.ts'
import { account } from '../../messages/en/account.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('account', account)
