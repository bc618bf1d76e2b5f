import { beforeEach, describe, expect, it } from 'vitest'
import type { ObjectStore } from '../src/index.ts'

const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString() : null)
/** The least that parts may have. */
const PART_BYTES = 5 * 2 ** 20

/** What uploads in parts owe. `open` gives an empty store. */
export function multipartContract(open: () => Promise<ObjectStore>): void {
  describe('an object in parts', () => {
    let store: ObjectStore
    beforeEach(async () => {
      store = await open()
    })
    const headers = { contentType: 'video/mp4', cacheControl: 'no-store' }
    const first = Buffer.alloc(PART_BYTES, 'a')

    it('is there when it is completed, in the order of its numbers, with its headers', async () => {
      const upload = await store.beginMultipart('big/film.mp4', PART_BYTES, headers)
      const second = await store.putPart(upload, 2, [Buffer.from('en'), Buffer.from('d')])
      await store.putPart(upload, 1, [Buffer.alloc(PART_BYTES, 'x')])
      const again = await store.putPart(upload, 1, [first])
      expect(await store.head('big/film.mp4')).toBeNull()
      expect((await store.list('big/')).keys).toEqual([])
      await store.completeMultipart(upload, [again, second])
      expect(await store.head('big/film.mp4')).toMatchObject({ ...headers, size: PART_BYTES + 3 })
      const tail = { first: PART_BYTES - 2, last: PART_BYTES + 3 }
      await using object = await store.open('big/film.mp4', { range: tail })
      expect(text((await object?.bytes()) ?? null)).toBe('aaend')
    })

    it('is none when a part is missing or another one, and what was there stays', async () => {
      await store.put('film.mp4', Buffer.from('old'))
      const upload = await store.beginMultipart('film.mp4', PART_BYTES, headers)
      const part = await store.putPart(upload, 1, [first])
      const missing = { number: 2, etag: part.etag }
      await expect(store.completeMultipart(upload, [part, missing])).rejects.toThrow()
      await expect(store.completeMultipart(upload, [{ number: 1, etag: '"other"' }])).rejects.toThrow()
      expect(text(await store.read('film.mp4'))).toBe('old')
      await store.completeMultipart(upload, [part])
      expect((await store.head('film.mp4'))?.size).toBe(PART_BYTES)
    })

    it('is forgotten eight days after it was begun, and nothing else is', async () => {
      await store.put('kept.mp4', Buffer.from('kept'))
      const uploads = [
        await store.beginMultipart('film.mp4', PART_BYTES, headers),
        await store.beginMultipart('film.mp4', PART_BYTES, headers),
      ]
      await store.removeAbandoned(Date.now())
      for (const upload of uploads) await store.putPart(upload, 1, [first])
      await store.removeAbandoned(Date.now() + 8 * 25 * 3_600_000)
      for (const upload of uploads) await expect(store.putPart(upload, 1, [first])).rejects.toThrow()
      expect(text(await store.read('kept.mp4'))).toBe('kept')
    })

    it('is forgotten when it is aborted', async () => {
      const upload = await store.beginMultipart('film.mp4', PART_BYTES, headers)
      const part = await store.putPart(upload, 1, [first])
      await store.abortMultipart(upload)
      await store.abortMultipart(upload)
      await expect(store.putPart(upload, 1, [first])).rejects.toThrow()
      await expect(store.completeMultipart(upload, [part])).rejects.toThrow()
      expect(await store.head('film.mp4')).toBeNull()
    })
  })
}
