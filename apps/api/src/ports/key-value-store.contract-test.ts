import { describe, expect, test } from 'vitest'
import { type KeyChanges, type KeyValueStore, KeyValueStoreTrouble } from './key-value-store.ts'

interface Opened extends AsyncDisposable {
  store: KeyValueStore
  /** Another client of the same store. */
  other: KeyValueStore
  breakDown: () => void
}

const { signal } = new AbortController()
const puts = (count: number, value = 'v'): KeyChanges[] =>
  Array.from({ length: count }, (_, index) => [{ key: `item/${index}`, value: `${value}${index}` }])

/** What every store of small values owes. */
export function keyValueStoreContract(name: string, open: () => Promise<Opened>): void {
  describe(`the store of ${name}`, () => {
    test('holds what was written, however much at once, and forgets what was removed', async () => {
      await using opened = await open()
      const { store, other } = opened
      expect(await store.load(signal)).toEqual(new Map())
      await store.write(puts(120), signal)
      await store.write(
        [[{ key: 'item/7', value: 'new' }], [0, 1].map((n) => ({ key: `item/${n}`, value: null }))],
        signal,
      )
      const expected = new Map(
        puts(120)
          .flat()
          .map(({ key, value }) => [key, value]),
      )
      expected.set('item/7', 'new')
      expected.delete('item/0')
      expected.delete('item/1')
      expect(await other.load(signal)).toEqual(expected)
    })

    test('no change is no question', async () => {
      await using opened = await open()
      await opened.store.load(signal)
      opened.breakDown()
      await opened.store.write([], signal)
    })

    test('refuses who does not know what another wrote, until they have loaded it', async () => {
      await using opened = await open()
      const { store, other } = opened
      await store.load(signal)
      await other.load(signal)
      await other.write(puts(1, 'other'), signal)
      await expect(store.write(puts(1), signal)).rejects.toThrow(KeyValueStoreTrouble)
      expect(await store.load(signal)).toEqual(new Map([['item/0', 'other0']]))
      await store.write(puts(1), signal)
      expect(await other.load(signal)).toEqual(new Map([['item/0', 'v0']]))
    })

    test('says in words that it cannot be reached, and takes nothing from who has not loaded it since', async () => {
      await using opened = await open()
      const { store } = opened
      await store.load(signal)
      opened.breakDown()
      await expect(store.write(puts(1), signal)).rejects.toThrow(KeyValueStoreTrouble)
      await expect(store.write(puts(1), signal)).rejects.toThrow(KeyValueStoreTrouble)
    })

    test('is given up when somebody stops', async () => {
      await using opened = await open()
      await expect(opened.store.load(AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping')
    })
  })
}
