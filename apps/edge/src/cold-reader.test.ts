import { diskStore } from '@better-and-bliss/object-store/disk'
import { expect, test } from 'vitest'
import { createBufferPool } from './buffer-pool.ts'
import { createColdReader } from './cold-reader.ts'
import { mediaFolder } from './testing/media.ts'

const MIB = 1024 * 1024

function readerOf(files: Record<string, string>, limitBytes = 8 * MIB) {
  const media = mediaFolder(files)
  const store = diskStore({ root: media.root })
  const pool = createBufferPool(limitBytes)
  const read = createColdReader({ store, pool, maxObjectBytes: MIB })
  return { read, pool, [Symbol.dispose]: media[Symbol.dispose] }
}

test('those who ask at the same time share one reading, and its memory goes round when the last of them is done', async () => {
  using it = readerOf({ a: 'first', b: 'other' })
  const readers = await Promise.all(Array.from({ length: 20 }, () => it.read('a')))
  expect(readers.map((object) => object?.value.toString())).toEqual(readers.map(() => 'first'))
  const [last, ...others] = readers
  for (const object of others) object?.release()
  expect((await it.read('b'))?.value.buffer).not.toBe(last?.value.buffer)
  expect(last?.value.toString()).toBe('first')
  last?.release()
  expect((await it.read('b'))?.value.buffer).toBe(last?.value.buffer)
})

test('there is nothing for what is absent, too large, or without room', async () => {
  using it = readerOf({ a: 'first', large: 'x'.repeat(MIB + 1) }, MIB / 2)
  for (const key of ['absent', 'large']) expect(await it.read(key)).toBeNull()
  const object = await it.read('a')
  expect(await it.read('a')).toBeNull()
  object?.release()
  expect((await it.read('a'))?.value.toString()).toBe('first')
})

test('an error goes to everybody who waits, and to nobody after them', async () => {
  using it = readerOf({ a: 'first' })
  const asked = await Promise.allSettled([it.read('no key'), it.read('no key')])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(it.read('no key')).rejects.toThrow(TypeError)
})
