import { AS_OF_KEY, SETTINGS_KEY, type StoredSettings, settingsEntry } from '@better-and-bliss/stream-token'
import type { Clock } from '../../../ports/clock.ts'
import {
  KEY_VALUE_LIMITS,
  type KeyChanges,
  type KeyValueStore,
  KeyValueStoreTrouble,
} from '../../../ports/key-value-store.ts'
import type { RevocationFeed } from '../revocation-feed.ts'
import { WantedEntries } from './wanted-entries.ts'

export interface EdgeStoreSync {
  /**
   * Reads what is new of the feed and brings the store up to it.
   *
   * @throws what feed and store throw.
   */
  round(signal: AbortSignal): Promise<void>
  /** Somebody else may have written to the store since. */
  forget(): void
}

interface SyncParts {
  feed: RevocationFeed
  store: KeyValueStore
  settings: StoredSettings
  clock: Clock
}

const PRUNE_EVERY_SECONDS = 60

/** Holds a store of keys and values to what edges have to know: the settings, what was ended, and as of when. @throws Error for settings that do not fit into it. */
export function edgeStoreSync({ feed, store, settings, clock }: SyncParts): EdgeStoreSync {
  const settingsValue = settingsEntry(settings)
  if (Buffer.byteLength(settingsValue) > KEY_VALUE_LIMITS.valueBytes)
    throw new Error('STREAMING_SECRET_KEY is too long for a KeyValueStore: with all that belongs to it, 1,024 bytes')
  // An edge whose store grows older than this waits; a round may fail twice before.
  const renewEverySeconds = settings.maxAgeSeconds / 3
  const wanted = new WantedEntries()
  let held: Map<string, string> | null = null
  let cursor: string | undefined
  let prunedAt = 0

  async function readFeed(): Promise<void> {
    let more = true
    while (more) {
      const page = await feed.page(cursor)
      wanted.apply(page.revocations)
      cursor = page.cursor
      more = page.more
    }
  }

  async function bringUp(now: number, signal: AbortSignal): Promise<void> {
    const isNew = held === null
    held ??= await store.load(signal)
    const entries = wanted.changesTo(held, isNew)
    if (wanted.isTooMuch)
      throw new KeyValueStoreTrouble('What was ended within the last hours does not fit into the KeyValueStore')
    const isOther = held.get(SETTINGS_KEY) !== settingsValue
    const groups: KeyChanges[] = isOther ? [[{ key: SETTINGS_KEY, value: settingsValue }], ...entries] : entries
    const asOf = Number(held.get(AS_OF_KEY) ?? 0)
    if (groups.length === 0 && now - asOf < renewEverySeconds && asOf <= now) return
    // Last: until all of it is there, the store is as old as before.
    await write([...groups, [{ key: AS_OF_KEY, value: `${now}` }]], held, signal)
  }

  async function write(groups: KeyChanges[], known: Map<string, string>, signal: AbortSignal): Promise<void> {
    await store.write(groups, signal)
    for (const { key, value } of groups.flat()) {
      if (value === null) known.delete(key)
      else known.set(key, value)
    }
    wanted.settled()
  }

  return {
    round: async (signal) => {
      const now = Math.floor(clock.nowMs() / 1000)
      // By a clock that was ahead, facts may have been forgotten too soon.
      if (now < prunedAt) [cursor, prunedAt] = [undefined, now]
      await readFeed()
      if (now - prunedAt >= PRUNE_EVERY_SECONDS) {
        wanted.prune(now)
        prunedAt = now
      }
      try {
        await bringUp(now, signal)
      } catch (error) {
        held = null
        throw error
      }
    },
    forget: () => {
      held = null
    },
  }
}
