import { once } from 'node:events'
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { objectStoreContract } from '../contract/object-store.contract-test.ts'
import { signedAddressesContract } from '../contract/signed-addresses.contract-test.ts'
import { copyData, writePieces } from './arrivals.ts'
import { diskAddresses, diskStore } from './disk-store.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-store-'))
})
afterAll(() => rm(folder, { recursive: true }))

const freshRoot = () => mkdtemp(join(folder, 'root-'))

objectStoreContract('The disk', async () => diskStore({ root: await freshRoot() }))

it('leaves nothing in staging, even when a write fails', async () => {
  const root = await freshRoot()
  const store = diskStore({ root })
  await store.put('a/one.bin', Buffer.from('1'))
  await expect(store.putFile('a/two.bin', join(root, 'missing'))).rejects.toThrow('ENOENT')
  await store.deleteFolder('a/')
  expect(await readdir(join(root, '.staging'))).toEqual([])
})

it('takes files once its folder can be made, though it could not be at first', async () => {
  const root = join(await freshRoot(), 'media')
  const store = diskStore({ root })
  await writeFile(root, 'in the way')
  await expect(store.put('a/one.bin', Buffer.from('1'))).rejects.toThrow()
  await rm(root)
  await store.put('a/one.bin', Buffer.from('1'))
  expect(String(await store.read('a/one.bin'))).toBe('1')
})

it('keeps files and folders for their owner, whatever those that arrive were', async () => {
  const root = join(await freshRoot(), 'media')
  const source = join(folder, 'open.bin')
  await writeFile(source, 'media')
  await chmod(source, 0o666)
  const store = diskStore({ root })
  await store.put('a/put.bin', Buffer.from('1'))
  await store.putFile('a/b/copied.bin', source)
  await store.moveFile('a/b/moved.bin', source)
  const modeOf = async (path: string) => (await stat(join(root, path))).mode & 0o777
  for (const path of ['', 'a', 'a/b', '.staging']) expect(await modeOf(path)).toBe(0o700)
  for (const path of ['a/put.bin', 'a/b/copied.bin', 'a/b/moved.bin']) expect(await modeOf(path)).toBe(0o600)
})

it('sweeps what a killed process left a day ago, and not what another process is writing', async () => {
  const root = await freshRoot()
  const store = diskStore({ root })
  await store.removeAbandoned(Date.now())
  await store.put('a.bin', Buffer.from('1'))
  const [old, young] = [join(root, '.staging', 'old'), join(root, '.staging', 'young')]
  for (const path of [old, young]) await writeFile(path, 'partial')
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
  await utimes(old, twoDaysAgo, twoDaysAgo)
  await store.removeAbandoned(Date.now())
  expect(await readdir(join(root, '.staging'))).toEqual(['young'])
})

it('keeps the holes of a file that is mostly holes', async () => {
  const root = await freshRoot()
  const source = join(folder, 'holes.bin')
  await writeFile(source, 'beginning')
  await truncate(source, 64e6)
  await appendFile(source, 'end')
  await diskStore({ root }).putFile('a/holes.bin', source)
  const copy = join(root, 'a/holes.bin')
  const { size, blocks } = await stat(copy)
  expect(size).toBe(64e6 + 3)
  expect(blocks * 512).toBeLessThan(4e6)
  expect((await readFile(copy)).equals(await readFile(source))).toBe(true)
})

it('copies whole what is read and written a few bytes at a time', async () => {
  const source = Buffer.from('beginning\0\0\0\0\0\0\0end')
  const target = Buffer.alloc(source.length)
  const read = async (into: Buffer, _: number, length: number, position: number) => ({
    bytesRead: source.copy(into, 0, position, position + Math.min(length, 5)),
  })
  const write = async (from: Buffer, start: number, length: number, position: number) => ({
    bytesWritten: from.copy(target, position, start, start + Math.min(length, 2)),
  })
  await copyData({ read }, { write }, source.length)
  expect(target.toString()).toBe(source.toString())
})

const signed = await signingServer()
afterAll(() => void signed.server.close())
signedAddressesContract('The disk', signed.open)

it('writes pieces whole, however few bytes the disk takes at a time', async () => {
  const source = Buffer.from('one two three four five')
  const pieces = [source.subarray(0, 3), source.subarray(3, 3), source.subarray(3, 14), source.subarray(14)]
  for (const taken of [0, 2, 3, 5, 14, 20, source.length]) {
    const target = Buffer.alloc(source.length + 2)
    const writev = async (all: readonly Uint8Array[], position: number) => ({
      bytesWritten: Buffer.concat(all).copy(target, position, 0, taken),
    })
    const write = async (from: Uint8Array, start: number, length: number, position: number) => ({
      bytesWritten: Buffer.from(from).copy(target, position, start, start + Math.min(length, 2)),
    })
    await writePieces({ writev, write }, pieces, 2)
    expect(target.toString()).toBe(`\0\0${source.toString()}`)
  }
})

it('copies nothing when parts become an object, and goes on where a process was killed meanwhile', async () => {
  const root = await freshRoot()
  const store = diskStore({ root })
  const upload = await store.beginMultipart('a/film.mp4', 5)
  const part = await store.putPart(upload, 1, [Buffer.from('film')])
  const written = await stat(join(root, '.staging', upload.uploadId, 'bytes'))
  const log = join(root, '.staging', upload.uploadId, 'parts.log')
  const kept = await readFile(log)
  await appendFile(log, '\n1 begun')
  await expect(store.completeMultipart(upload, [part])).rejects.toThrow('have arrived')
  await writeFile(log, kept)
  await store.completeMultipart(upload, [part])
  expect((await stat(join(root, 'a/film.mp4'))).ino).toBe(written.ino)
  expect(await readdir(join(root, '.staging'))).toEqual([])
})

it('takes no part that is longer than was said, and makes no object with a gap', async () => {
  const store = diskStore({ root: await freshRoot() })
  const upload = await store.beginMultipart('a/film.mp4', 5)
  await expect(store.putPart(upload, 1, [Buffer.from('too long')])).rejects.toThrow(RangeError)
  const short = await store.putPart(upload, 1, [Buffer.from('four')])
  const second = await store.putPart(upload, 2, [Buffer.from('end')])
  await expect(store.completeMultipart(upload, [short, second])).rejects.toThrow('have arrived')
  await expect(store.completeMultipart(upload, [second])).rejects.toThrow('have arrived')
})

it('keeps the headers of an object for their owner, beside it, and deletes them with it', async () => {
  const root = await freshRoot()
  const store = diskStore({ root })
  const headers = { contentType: 'text/plain' }
  await store.put('a/one.bin', Buffer.from('1'), headers)
  await store.put('a/one.bin', Buffer.from('2'), headers)
  const [hidden = '', ...others] = (await readdir(join(root, 'a'))).filter((name) => name !== 'one.bin')
  expect(others).toEqual([])
  expect((await stat(join(root, 'a', hidden))).mode & 0o777).toBe(0o600)
  await store.delete('a/one.bin')
  expect(await readdir(join(root, 'a'))).toEqual([])
})

it('reads objects that came before it kept headers', async () => {
  const root = await freshRoot()
  await writeFile(join(root, 'old.bin'), 'old')
  expect(await diskStore({ root }).head('old.bin')).toMatchObject({ size: 3, contentType: 'application/octet-stream' })
})

it('takes no upload id that leads elsewhere', async () => {
  const store = diskStore({ root: await freshRoot() })
  for (const uploadId of ['', '..', '../..', 'x']) {
    await expect(store.putPart({ key: 'a', uploadId }, 1, [Buffer.from('x')])).rejects.toThrow(TypeError)
  }
})

it('a body that breaks off becomes no object, and leaves nothing in staging', async () => {
  const { store, addresses, root } = await signed.open()
  const url = await addresses.signPut('a/film.mp4', 'video/mp4', 60)
  const sent = request(url, { method: 'PUT', headers: { 'content-type': 'video/mp4' } })
  sent.on('error', () => {}).write(Buffer.alloc(100_000))
  const staged = () => readdir(join(root, '.staging')).catch(() => [])
  await vi.waitFor(async () => expect(await staged()).toHaveLength(1), 10_000)
  sent.destroy()
  await vi.waitFor(async () => expect(await staged()).toEqual([]), 10_000)
  expect(await store.head('a/film.mp4')).toBeNull()
})

/** A server that answers to signed addresses of the store that was opened last. */
async function signingServer() {
  let serve: ReturnType<typeof diskAddresses>['serve']
  const server = createServer((asked, response) => {
    serve(asked, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const open = async () => {
    let nowSeconds = 1_763_600_000
    const root = await freshRoot()
    const store = diskStore({ root })
    const secret = 'a secret of at least thirty-two characters'
    const baseUrl = `http://127.0.0.1:${port}/objects`
    const addresses = diskAddresses({ store, baseUrl, secret, nowSeconds: () => nowSeconds })
    serve = addresses.serve
    const pass = async (seconds: number) => {
      nowSeconds += seconds
    }
    return { store, addresses, pass, root }
  }
  return { server, open }
}
