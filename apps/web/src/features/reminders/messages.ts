import { translatorOf } from '../../language/translator.ts'
import { reminders } from '../../messages/en/reminders.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('reminders', reminders)
