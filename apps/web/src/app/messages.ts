import { translatorOf } from '../language/translator.ts'
import { shell } from '../messages/en/shell.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('shell', shell)
