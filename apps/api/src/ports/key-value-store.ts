/** Puts a value, or removes the key where it is null. */
export interface KeyChange {
  key: string
  value: string | null
}

/** Changes that are made together. */
export type KeyChanges = readonly KeyChange[]

/** What edges read that hold no list: keys of up to 512 bytes with values of up to 1,024, 5 MB in all. */
export const KEY_VALUE_LIMITS = { valueBytes: 1024, totalBytes: 5 * 1024 * 1024 }

/** The store cannot be read or written now. The message says why, in words for the person who runs the system. */
export class KeyValueStoreTrouble extends Error {
  override readonly name = 'KeyValueStoreTrouble'
}

export interface KeyValueStore {
  /**
   * Everything that the store holds.
   *
   * @throws KeyValueStoreTrouble, or the reason of `signal`.
   */
  load(signal: AbortSignal): Promise<Map<string, string>>

  /**
   * Makes changes in their order, each key once; a group of them (up to 50) whole or not at all. Of several groups some may be made
   * when it fails. Only who has loaded the store, and has written all that was written since, may write; who fails loads it anew.
   *
   * @throws KeyValueStoreTrouble, or the reason of `signal`.
   */
  write(groups: readonly KeyChanges[], signal: AbortSignal): Promise<void>
}
