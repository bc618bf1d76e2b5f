import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { objectStoreContract } from '../../ports/object-store.contract-test.ts'
import { diskStore } from './disk-store.ts'

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
  await diskStore({ root }).put('a.bin', Buffer.from('1'))
  const [old, young] = [join(root, '.staging', 'old'), join(root, '.staging', 'young')]
  for (const path of [old, young]) await writeFile(path, 'partial')
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
  await utimes(old, twoDaysAgo, twoDaysAgo)
  await diskStore({ root }).put('b.bin', Buffer.from('2'))
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
