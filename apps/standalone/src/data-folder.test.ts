import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from './data-folder.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const passable = process.getuid?.() === 0 ? 0o711 : 0o700
const modeOf = async (path: string) => (await stat(path)).mode & 0o777

test('a new data folder, and what had to be made above it, is for its owner; as root, PostgreSQL may pass', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'a', 'b', 'data')
  await makeDataFolder(dataDir, join(dataDir, 'media'))
  for (const path of ['a', 'a/b', 'a/b/data']) expect(await modeOf(join(folder.path, path))).toBe(passable)
})

test('media that an earlier version left open are closed; a folder that was there and its mode are left alone', async () => {
  await using folder = await temporaryFolder()
  const mediaDir = join(folder.path, 'media')
  await mkdir(mediaDir)
  for (const path of [folder.path, mediaDir]) await chmod(path, 0o755)
  await makeDataFolder(folder.path, mediaDir)
  expect(await modeOf(folder.path)).toBe(0o755)
  expect(await modeOf(mediaDir)).toBe(0o700)
})

test('media that are kept elsewhere are their owner’s business', async () => {
  await using folder = await temporaryFolder()
  const mediaDir = join(folder.path, 'media')
  await mkdir(mediaDir)
  await chmod(mediaDir, 0o755)
  await makeDataFolder(join(folder.path, 'data'), mediaDir)
  expect(await modeOf(mediaDir)).toBe(0o755)
})
