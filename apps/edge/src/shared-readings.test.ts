import { diskStore } from '@better-and-bliss/object-store/disk'
import { expect, test } from 'vitest'
import { sharedReadings } from './shared-readings.ts'
import { mediaFolder } from './testing/media.ts'

const LIMITS = { limitBytes: 100, maxObjectBytes: 50, limitReadingBytes: 60, maxAgeMs: 1000, monotonicMs: () => 0 }

test('what has no room, alone or beside what is on its way, is told of and not read', async () => {
  using media = mediaFolder({ a: 'a'.repeat(40), b: 'b'.repeat(40), large: 'x'.repeat(51) })
  const look = sharedReadings({ ...LIMITS, store: diskStore({ root: media.root }) })
  const a = await look('a').result
  const [b, large] = await Promise.all([look('b').result, look('large').result])
  expect([b, large]).toMatchObject([
    { size: 40, reading: null },
    { size: 51, reading: null },
  ])
  await a?.reading?.ended
  expect(a?.reading?.whole()?.toString()).toBe('a'.repeat(40))
  expect((await look('b').result)?.reading).not.toBeNull()
})

test('what is shorter than it said fails, and is not kept', async () => {
  using media = mediaFolder({ a: 'a' })
  const store = diskStore({ root: media.root })
  const open: typeof store.open = async (key) => {
    const object = await store.open(key)
    return object && Object.assign(object, { size: 2 })
  }
  const look = sharedReadings({ ...LIMITS, store: { ...store, open } })
  const object = await look('a').result
  const read = async () => Array.fromAsync(object?.reading?.stream(0, 1) ?? [])
  await expect(read()).rejects.toThrow('shorter than it said')
  await object?.reading?.ended
  expect((await look('a').result)?.reading).not.toBe(object?.reading)
})

test('who leaves twice leaves once, and what failed is asked for anew', async () => {
  using media = mediaFolder({ a: 'a' })
  const store = diskStore({ root: media.root })
  const signals: AbortSignal[] = []
  const open: typeof store.open = async (key, options) => {
    if (options?.signal) signals.push(options.signal)
    if (signals.length === 1) throw new Error('once')
    return store.open(key, options)
  }
  const look = sharedReadings({ ...LIMITS, store: { ...store, open } })
  await expect(look('a').result).rejects.toThrow('once')
  const [one, other] = [look('a'), look('a')]
  one.leave()
  one.leave()
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  expect((await other.result)?.size).toBe(1)
})
