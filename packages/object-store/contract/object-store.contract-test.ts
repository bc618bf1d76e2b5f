import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keysIn, type ObjectStore } from '../src/index.ts'
import { multipartContract } from './multipart.contract-test.ts'

const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString() : null)
const UNNAMED = 'application/octet-stream'

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

    async function streamed(key: string, options?: Parameters<ObjectStore['open']>[1]): Promise<string | null> {
      await using object = await store.open(key, options)
      return object && Buffer.concat(await Array.fromAsync(object.stream())).toString()
    }

    describe('writing', () => {
      it('gives back what was put, its size and its time', async () => {
        const before = Date.now()
        await store.put('a/b/one.bin', Buffer.from('first'))
        expect(text(await store.read('a/b/one.bin'))).toBe('first')
        const info = await store.head('a/b/one.bin')
        expect(info).toMatchObject({ size: 5, contentType: UNNAMED, etag: expect.stringMatching(/^"[^"]+"$/) })
        // Stores tell whole seconds, by clocks of their own.
        expect(Math.abs((info?.modifiedAtMs ?? 0) - before)).toBeLessThan(5_000)
      })

      it('replaces an object, which gets another etag and the headers of the new one', async () => {
        await store.put('a/one.bin', Buffer.from('first'), { contentType: 'video/mp2t', cacheControl: 'no-store' })
        const first = await store.head('a/one.bin')
        await store.put('a/one.bin', Buffer.from('other'))
        const second = await store.head('a/one.bin')
        expect(text(await store.read('a/one.bin'))).toBe('other')
        expect(second?.etag).not.toBe(first?.etag)
        expect(second?.contentType).toBe(UNNAMED)
        expect(second?.cacheControl).toBeUndefined()
      })

      it('keeps content type and cache control, however the object comes', async () => {
        const headers = { contentType: 'text/plain; charset=utf-8', cacheControl: 'private, max-age=60' }
        await store.put('put.txt', Buffer.from('1'), headers)
        await store.putFile('copied.txt', await localFile('2'), headers)
        await store.moveFile('moved.txt', await localFile('3'), headers)
        for (const key of ['put.txt', 'copied.txt', 'moved.txt']) {
          expect(await store.head(key)).toMatchObject(headers)
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

      it('copies an object with its headers, which then lives on its own', async () => {
        const headers = { contentType: 'image/png', cacheControl: 'no-store' }
        await store.put('a/from.png', Buffer.from('picture'), headers)
        await store.copy('a/from.png', 'b/to.png')
        await store.delete('a/from.png')
        expect(text(await store.read('b/to.png'))).toBe('picture')
        expect(await store.head('b/to.png')).toMatchObject(headers)
        await expect(store.copy('a/from.png', 'b/again.png')).rejects.toThrow('a/from.png')
      })

      it('moves an object with its headers, in the place of another', async () => {
        const headers = { contentType: 'image/png', cacheControl: 'no-store' }
        await store.put('a/from.png', Buffer.from('new'), headers)
        await store.put('b/to.png', Buffer.from('old'), { contentType: 'image/jpeg' })
        await store.move('a/from.png', 'b/to.png')
        expect(text(await store.read('b/to.png'))).toBe('new')
        expect(await store.head('b/to.png')).toMatchObject(headers)
        expect(await store.head('a/from.png')).toBeNull()
        await expect(store.move('a/from.png', 'b/to.png')).rejects.toThrow('a/from.png')
      })

      it('keeps the old object when a write fails', async () => {
        await store.put('kept.bin', Buffer.from('old'))
        await expect(store.putFile('kept.bin', join(folder, 'missing'))).rejects.toThrow()
        expect(text(await store.read('kept.bin'))).toBe('old')
      })

      it('never shows a part of an object, nor the headers of another version, while it is replaced', async () => {
        const put = (digit: number) =>
          store.put('big.bin', Buffer.alloc(2_000_000 + digit, digit), { contentType: `version/${digit}` })
        await put(0)
        const writes = Promise.all([1, 2, 3, 4].map(put))
        for (let round = 0; round < 10; round += 1) {
          const [seen, info] = await Promise.all([store.read('big.bin'), store.head('big.bin')])
          expect([...new Set(seen)]).toEqual([(seen?.length ?? 0) - 2_000_000])
          expect(info?.contentType).toBe(`version/${(info?.size ?? 0) - 2_000_000}`)
        }
        await writes
      })
    })

    describe('reading', () => {
      it('says null for what is not there, and for a folder', async () => {
        await store.put('a/one.bin', Buffer.from('1'))
        for (const key of ['nothing', 'a', 'a/one.bin/deeper']) {
          expect(await store.read(key)).toBeNull()
          expect(await store.head(key)).toBeNull()
          expect(await store.open(key)).toBeNull()
          expect(await store.openIfChanged(key, '"x"')).toBeNull()
        }
      })

      it('gives an object as a stream with its facts, which are those of head', async () => {
        await store.put('a.bin', Buffer.from('0123456789'))
        await using object = await store.open('a.bin')
        const { size, etag, modifiedAtMs } = object ?? {}
        expect(await store.head('a.bin')).toMatchObject({ size, etag, modifiedAtMs })
        expect(await streamed('a.bin')).toBe('0123456789')
      })

      it('gives an empty object', async () => {
        await store.put('empty.bin', new Uint8Array())
        expect(await streamed('empty.bin')).toBe('')
        expect(text(await store.read('empty.bin'))).toBe('')
      })

      it.each([
        [0, 2, '012'],
        [4, 4, '4'],
        [7, 99, '789'],
      ])('gives the bytes from %i to %i, with the size of the whole', async (first, last, part) => {
        await store.put('a.bin', Buffer.from('0123456789'))
        expect(await streamed('a.bin', { range: { first, last } })).toBe(part)
        await using object = await store.open('a.bin', { range: { first, last } })
        expect(object?.size).toBe(10)
        expect(text((await object?.bytes()) ?? null)).toBe(part)
      })

      it('reads into memory that is there already, and leaves what is behind the object as it was', async () => {
        await store.put('a.bin', Buffer.from('0123456789'))
        await using object = await store.open('a.bin', { range: { first: 4, last: 6 } })
        const memory = new Uint8Array(Buffer.from('xxxxx'))
        expect(text((await object?.bytes(memory)) ?? null)).toBe('456')
        expect(text(memory)).toBe('456xx')
      })

      it('has no bytes past the end', async () => {
        await store.put('a.bin', Buffer.from('0123456789'))
        await expect(store.open('a.bin', { range: { first: 10, last: 20 } })).rejects.toThrow(RangeError)
      })

      it('gives the version that was opened, though it is replaced or deleted meanwhile', async () => {
        await store.put('a.bin', Buffer.from('first'))
        await using object = await store.open('a.bin')
        await store.put('a.bin', Buffer.from('second'))
        await store.delete('a.bin')
        expect(text((await object?.bytes()) ?? null)).toBe('first')
      })

      it('opens again only what has changed', async () => {
        await store.put('a.bin', Buffer.from('first'))
        const { etag = '' } = (await store.head('a.bin')) ?? {}
        expect(await store.openIfChanged('a.bin', etag)).toBe('unchanged')
        await store.put('a.bin', Buffer.from('second'))
        const changed = await store.openIfChanged('a.bin', etag)
        if (changed === 'unchanged') return expect.unreachable()
        await using object = changed
        expect(text((await object?.bytes()) ?? null)).toBe('second')
      })

      it('stops when it is told to, before and in the middle', async () => {
        await store.put('a.bin', Buffer.alloc(4 * 2 ** 20))
        const stopped = AbortSignal.abort(new Error('stopped'))
        await expect(store.open('a.bin', { signal: stopped })).rejects.toThrow('stopped')
        const opens = [
          (signal: AbortSignal) => store.open('a.bin', { signal }),
          (signal: AbortSignal) => store.openIfChanged('a.bin', '"other"', { signal }),
        ]
        for (const open of opens) {
          const stop = new AbortController()
          const opened = await open(stop.signal)
          if (opened === 'unchanged') return expect.unreachable()
          await using object = opened
          const read = async () => {
            for await (const _ of object?.stream() ?? []) stop.abort()
          }
          await expect(read()).rejects.toThrow(/abort/i)
        }
      })

      it('lends an object as a file', async () => {
        await store.put('lent.bin', Buffer.from('lent'))
        expect(await store.withLocalFile('lent.bin', (path) => readFile(path, 'utf8'))).toBe('lent')
        await expect(store.withLocalFile('missing.bin', async () => 'used')).rejects.toThrow('missing.bin')
      })
    })

    describe('folders', () => {
      const put = async (...keys: string[]) => {
        for (const key of keys) await store.put(key, Buffer.from('x'), { contentType: 'text/plain' })
      }

      it('lists a folder and all below it, sorted, and nothing beside it', async () => {
        await put('v/2/b.ts', 'v/2/a/c.ts', 'v/10/a.ts', 'v/2.ts')
        expect(await store.list('v/2/')).toEqual({ keys: ['v/2/a/c.ts', 'v/2/b.ts'], more: false })
        expect(await store.list('v/3/')).toEqual({ keys: [], more: false })
      })

      it('lists in pages, each after the last key of the one before', async () => {
        await put('v/a', 'v/b', 'v/c')
        expect(await store.list('v/', { limit: 2 })).toEqual({ keys: ['v/a', 'v/b'], more: true })
        expect(await store.list('v/', { limit: 2, after: 'v/b' })).toEqual({ keys: ['v/c'], more: false })
        expect(await Array.fromAsync(keysIn(store, 'v/'))).toEqual(['v/a', 'v/b', 'v/c'])
      })

      it('says how much there is in all', async () => {
        expect(await store.usage()).toEqual({ objects: 0, bytes: 0 })
        await put('v/2/b.ts', 'v/2/a/c.ts', 'w/10/a.ts')
        await store.put('w/long.bin', Buffer.alloc(1_000), { contentType: 'video/mp2t', cacheControl: 'no-store' })
        expect(await store.usage()).toEqual({ objects: 4, bytes: 1_003 })
      })

      it('deletes an object or a folder, and does not mind if it is gone', async () => {
        await put('v/2/b.ts', 'v/2/a/c.ts', 'v/10/a.ts')
        await store.delete('v/2/b.ts')
        await store.delete('v/2/b.ts')
        expect((await store.list('v/2/')).keys).toEqual(['v/2/a/c.ts'])
        await store.deleteFolder('v/2/')
        await store.deleteFolder('v/2/')
        expect((await store.list('v/')).keys).toEqual(['v/10/a.ts'])
      })
    })

    multipartContract(open)

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
      await expect(store.open(key)).rejects.toThrow(TypeError)
      await expect(store.copy('a', key)).rejects.toThrow()
      await expect(store.beginMultipart(key, 5 * 2 ** 20)).rejects.toThrow(TypeError)
      await expect(store.withLocalFile(key, async () => 'used')).rejects.toThrow(TypeError)
    })

    it.each(['', '/', 'a', '../', 'a/../'])('refuses %j as a folder', async (name) => {
      await expect(store.deleteFolder(name)).rejects.toThrow(TypeError)
      await expect(store.list(name)).rejects.toThrow(TypeError)
    })
  })
}
