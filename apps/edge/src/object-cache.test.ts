import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { describe, expect, test } from 'vitest'
import { createObjectCache } from './object-cache.ts'
import { mediaFolder } from './testing/media.ts'

function cacheOf(files: Record<string, string>, limits: { limitBytes?: number; maxObjectBytes?: number } = {}) {
  const media = mediaFolder(files)
  const clock = { ms: 0 }
  const parsed: string[] = []
  const parse = (bytes: Buffer) => {
    parsed.push(bytes.toString())
    return bytes.toString()
  }
  const given = { limitBytes: 100, maxObjectBytes: 50, maxAgeMs: () => 2000, ...limits }
  const cache = createObjectCache({
    store: diskStore({ root: media.root }),
    parse,
    monotonicMs: () => clock.ms,
    ...given,
  })
  return { ...media, cache, clock, parsed, [Symbol.dispose]: media[Symbol.dispose] }
}

describe('the object cache', () => {
  test('reads an object once, however many ask at the same time', async () => {
    using it = cacheOf({ a: 'first' })
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.cache.load('a')))
    expect(answers.every((file) => file?.value === 'first')).toBe(true)
    expect(it.parsed).toEqual(['first'])
    expect(it.cache.peek('a')?.value).toBe('first')
  })

  test('looks at the store again after its time, and reads only what has changed', async () => {
    using it = cacheOf({ a: 'first' })
    await it.cache.load('a')
    it.clock.ms = 1999
    expect(it.cache.peek('a')?.value).toBe('first')
    it.clock.ms = 2000
    expect(it.cache.peek('a')).toBeUndefined()
    expect((await it.cache.load('a'))?.value).toBe('first')
    expect(it.parsed).toEqual(['first'])
    it.write('a', 'second!')
    it.clock.ms = 4000
    expect((await it.cache.load('a'))?.value).toBe('second!')
    expect(it.cache.peek('a')?.value).toBe('second!')
  })

  test('forgets an object that is gone', async () => {
    using it = cacheOf({ a: 'first' })
    await it.cache.load('a')
    rmSync(join(it.root, 'a'))
    expect(await it.cache.load('a')).toBeNull()
    expect(it.cache.peek('a')).toBeUndefined()
  })

  test('has nothing for what is absent, a folder, or too large', async () => {
    using it = cacheOf({ 'folder/file': 'x', large: 'x'.repeat(51) })
    for (const key of ['absent', 'folder', 'folder/file/below', 'large']) {
      expect(await it.cache.load(key)).toBeNull()
      expect(it.cache.peek(key)).toBeUndefined()
    }
  })

  test('stays within its bytes: the least recently used goes first', async () => {
    using it = cacheOf({ a: 'a'.repeat(40), b: 'b'.repeat(40), c: 'c'.repeat(40) })
    await it.cache.load('a')
    await it.cache.load('b')
    it.cache.peek('a')
    await it.cache.load('c')
    expect(['a', 'b', 'c'].map((key) => it.cache.peek(key) !== undefined)).toEqual([true, false, true])
  })

  test('passes on an error that is not absence', async () => {
    using it = cacheOf({ a: 'first' })
    await expect(it.cache.load('no key')).rejects.toThrow(TypeError)
    await expect(it.cache.load('no key')).rejects.toThrow(TypeError)
  })
})
