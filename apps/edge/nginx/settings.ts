import type { StoredSettings } from '@better-and-bliss/stream-token'

/** What the shell in nginx works with. nginx reads it when it starts, from a file that `main.ts` writes. Folders end in a slash. */
export interface ShellSettings extends StoredSettings {
  mediaFolder: string
  /** Of entries that say what was ended, each a file of its key; AS_OF_KEY is a file whose time is that moment. */
  entriesFolder: string
  /** Of playlists, cut where a token's query belongs. */
  templatesFolder: string
  /** Of positive decisions, each a file in the folder of its slot of time: empty, or a master playlist as it is answered. */
  decisionsFolder: string
}

/** Stands in a template where a token's query belongs; no playlist has it. */
export const TOKEN_MARK = '\u0001'

/** Decisions are kept in folders by the time in which they hold, which nginx names by the first digits of the unix time. */
export const SLOT_SECONDS = 100
