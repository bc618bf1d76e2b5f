import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ObjectStore } from './object-store.ts'

const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString() : null)

/** What every object store owes, whatever is behind it. `open` gives an empty store. */
export function objectStoreContract(name: string, open: () => Promise<ObjectStore>): void {
  describe(`${name} as an object store`, () => {
    let store: ObjectStore
    let folder: string

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'object-store-contract-'))
    })
    beforeEach(async () => {
      store = await open()
    })
    afterAll(() => rm(folder, { recursive: true }))

    async function localFile(content: string): Promise<string> {
      const path = join(folder, 'local.bin')
      await writeFile(path, content)
      return path
    }

    it('gives back what was put, and its size', async () => {
      await store.put('a/b/one.bin', Buffer.from('first'))
      expect(text(await store.read('a/b/one.bin'))).toBe('first')
      expect(await store.size('a/b/one.bin')).toBe(5)
    })

    it('replaces an object', async () => {
      await store.put('a/one.bin', Buffer.from('first'))
      await store.put('a/one.bin', Buffer.from('2'))
      expect(text(await store.read('a/one.bin'))).toBe('2')
    })

    it('says null for what is not there, and for a folder', async () => {
      await store.put('a/one.bin', Buffer.from('1'))
      for (const key of ['nothing', 'a', 'a/one.bin/deeper']) {
        expect(await store.read(key)).toBeNull()
        expect(await store.size(key)).toBeNull()
      }
    })

    it('copies a file and leaves the original alone', async () => {
      const path = await localFile('copied')
      await store.putFile('copy.bin', path)
      await writeFile(path, 'changed later')
      expect(text(await store.read('copy.bin'))).toBe('copied')
    })

    it('takes a file over', async () => {
      const path = await localFile('moved')
      await store.moveFile('moved.bin', path)
      expect(text(await store.read('moved.bin'))).toBe('moved')
      await expect(access(path)).rejects.toThrow('ENOENT')
    })

    it('keeps the old object when a write fails', async () => {
      await store.put('kept.bin', Buffer.from('old'))
      await expect(store.putFile('kept.bin', join(folder, 'missing'))).rejects.toThrow()
      expect(text(await store.read('kept.bin'))).toBe('old')
    })

    it('never shows a part of an object while it is replaced', async () => {
      const versions = [1, 2, 3, 4].map((digit) => Buffer.alloc(2_000_000, digit))
      await store.put('big.bin', Buffer.alloc(2_000_000, 0))
      const writes = Promise.all(versions.map((bytes) => store.put('big.bin', bytes)))
      for (let round = 0; round < 10; round += 1) {
        const seen = await store.read('big.bin')
        expect(seen?.length).toBe(2_000_000)
        expect(new Set(seen).size).toBe(1)
      }
      await writes
    })

    it('lists a folder and all below it, sorted, and nothing beside it', async () => {
      for (const key of ['v/2/b.ts', 'v/2/a/c.ts', 'v/10/a.ts', 'v/2.ts']) await store.put(key, Buffer.from('x'))
      expect(await store.list('v/2/')).toEqual(['v/2/a/c.ts', 'v/2/b.ts'])
      expect(await store.list('v/3/')).toEqual([])
    })

    it('deletes an object or a folder, and does not mind if it is gone', async () => {
      for (const key of ['v/2/b.ts', 'v/2/a/c.ts', 'v/10/a.ts']) await store.put(key, Buffer.from('x'))
      await store.delete('v/2/b.ts')
      await store.delete('v/2/b.ts')
      expect(await store.list('v/2/')).toEqual(['v/2/a/c.ts'])
      await store.deleteFolder('v/2/')
      await store.deleteFolder('v/2/')
      expect(await store.list('v/')).toEqual(['v/10/a.ts'])
    })

    it('lends an object as a file', async () => {
      await store.put('lent.bin', Buffer.from('lent'))
      expect(await store.withLocalFile('lent.bin', (path) => readFile(path, 'utf8'))).toBe('lent')
      await expect(store.withLocalFile('missing.bin', async () => 'used')).rejects.toThrow('missing.bin')
    })

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '..',
      '../a',
      'a/../b',
      'a/./b',
      '.hidden/x',
      'a\\b',
      'a%2fb',
      'a b',
      'ä',
      'a\0b',
      'a\n',
    ])('refuses %j as a key', async (key) => {
      await expect(store.put(key, Buffer.from('x'))).rejects.toThrow(TypeError)
      await expect(store.read(key)).rejects.toThrow(TypeError)
      await expect(store.withLocalFile(key, async () => 'used')).rejects.toThrow(TypeError)
    })

    it.each(['', '/', 'a', '../', 'a/../'])('refuses %j as a folder', async (name) => {
      await expect(store.deleteFolder(name)).rejects.toThrow(TypeError)
      await expect(store.list(name)).rejects.toThrow(TypeError)
    })
  })
}
