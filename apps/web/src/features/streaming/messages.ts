import { translatorOf } from '../../language/translator.ts'
import { player } from '../../messages/en/player.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('player', player)
