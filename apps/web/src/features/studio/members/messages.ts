import { translatorOf } from '../../../language/studio-translator.ts'
import { members } from '../../../messages/en/members.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('members', members)
