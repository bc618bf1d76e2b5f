import { translatorOf } from '../../../language/translator.ts'
import { timer } from '../../../messages/en/timer.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('timer', timer)
