import { beforeEach, describe, expect, it } from 'vitest'
import type { ObjectStore, SignedAddresses } from '../src/index.ts'

interface Opened {
  store: ObjectStore
  addresses: SignedAddresses
  /** Lets the time of whoever answers pass. */
  pass(seconds: number): Promise<void>
}

/** What signed addresses owe, over HTTP. `open` gives those of an empty store. */
export function signedAddressesContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name}: signed addresses`, () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    const put = (url: string, type: string, body = 'content') =>
      fetch(url, { method: 'PUT', body, headers: { 'content-type': type } })

    it('give an object with its headers to whoever has the address, without more', async () => {
      const { store, addresses } = opened
      await store.put('a/one.txt', Buffer.from('content'), { contentType: 'text/plain', cacheControl: 'no-store' })
      const response = await fetch(await addresses.signGet('a/one.txt', 60))
      expect([response.status, await response.text()]).toEqual([200, 'content'])
      expect(response.headers.get('content-type')).toBe('text/plain')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect((await fetch(await addresses.signGet('a/none.txt', 60))).status).toBe(404)
    })

    it('take an object of the type that was signed, and of no other', async () => {
      const { store, addresses } = opened
      const url = await addresses.signPut('a/one.mp4', 'video/mp4', 60)
      expect((await put(url, 'text/html')).status).toBe(403)
      expect(await store.head('a/one.mp4')).toBeNull()
      expect((await put(url, 'video/mp4')).status).toBe(200)
      expect(await store.head('a/one.mp4')).toMatchObject({ size: 7, contentType: 'video/mp4' })
    })

    it('open one object by one method, and nothing once they are changed', async () => {
      const { store, addresses } = opened
      for (const key of ['a/one.txt', 'a/two.txt']) await store.put(key, Buffer.from('content'))
      const url = await addresses.signGet('a/one.txt', 60)
      expect((await fetch(url.replace('one.txt', 'two.txt'))).status).toBe(403)
      expect((await put(url, 'text/plain')).status).toBe(403)
      expect((await fetch(url.slice(0, -1))).status).toBe(403)
      expect((await fetch(url.slice(0, url.indexOf('?')))).status).toBe(403)
    })

    it('end with their time', async () => {
      const { store, addresses, pass } = opened
      await store.put('a/one.txt', Buffer.from('content'))
      const [get, take] = [await addresses.signGet('a/one.txt', 60), await addresses.signPut('b', 'text/plain', 60)]
      await pass(59)
      expect((await fetch(get)).status).toBe(200)
      await pass(1)
      expect((await fetch(get)).status).toBe(403)
      expect((await put(take, 'text/plain')).status).toBe(403)
    })
  })
}
