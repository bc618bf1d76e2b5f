import fs from 'node:fs'
import {
  AS_OF_KEY,
  type Countries,
  countriesIn,
  type Grant,
  isItemClosed,
  isStreamEnded,
  itemEntryKey,
  memberEntryKey,
} from '@better-and-bliss/stream-token'

/** njs takes long to make an error. */
export const NO_ERROR = { throwIfNoEntry: false } as const

/** Reads what was ended from files, each the entry of an item or of a member, as `entry-files.ts` writes them. */
export interface Entries {
  /** When the entries said all that was ended, in unix seconds; 0 where there are none. */
  asOfSeconds: () => number
  isEnded: (grant: Grant, contentId: string) => boolean
  countriesOf: (contentId: string) => Countries
}

export function entriesIn(folder: string): Entries {
  function read(key: string): string | null {
    const path = folder + key
    return fs.statSync(path, NO_ERROR) === undefined ? null : fs.readFileSync(path, 'utf8')
  }

  return {
    asOfSeconds() {
      const stats = fs.statSync(folder + AS_OF_KEY, NO_ERROR)
      return stats === undefined ? 0 : stats.mtimeMs / 1000
    },
    isEnded(grant, contentId) {
      const item = read(itemEntryKey(contentId))
      if (item !== null && isItemClosed(item, grant)) return true
      if (grant.scope === 'pictures') return false
      const member = read(memberEntryKey(grant.userId))
      return member !== null && isStreamEnded(member, grant, contentId)
    },
    countriesOf(contentId) {
      const item = read(itemEntryKey(contentId))
      return item === null ? '' : countriesIn(item)
    },
  }
}
