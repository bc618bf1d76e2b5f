import { translatorOf } from '../../../language/translator.ts'
import { microphone } from '../../../messages/en/microphone.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('microphone', microphone)
