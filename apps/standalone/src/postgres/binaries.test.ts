import { chmod, mkdir, readdir, readlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { prepareBinaries } from './binaries.ts'

const LINKS = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
const STRANGER = { uid: 64_001, gid: 64_001 }

test('the links that npm leaves out are made, by several starts at once and again later', async () => {
  await using folder = await temporaryFolder()
  const native = await packageIn(folder.path)
  await Promise.all([1, 2, 3].map(() => prepareBinaries(native, folder.path, undefined)))
  expect(await prepareBinaries(native, folder.path, undefined)).toBe(native)
  expect(await readlink(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
})

test('binaries that the account cannot reach are copied to where it can, once', async () => {
  await using folder = await temporaryFolder(0o755)
  const native = await packageIn(folder.path)
  await chmod(join(native, '..'), 0o700)
  const copies = await Promise.all([1, 2].map(() => prepareBinaries(native, folder.path, STRANGER)))
  const [copy = ''] = copies
  expect(copies).toEqual([join(folder.path, 'binaries-18.4.0'), copy])
  expect(await prepareBinaries(native, folder.path, STRANGER)).toBe(copy)
  expect((await stat(join(copy, 'bin', 'postgres'))).mode & 0o777).toBe(0o755)
  expect(await readlink(join(copy, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
  expect((await readdir(folder.path)).sort()).toEqual(['binaries-18.4.0', 'package'])
})

async function packageIn(folder: string): Promise<string> {
  const native = join(folder, 'package', 'native')
  await mkdir(join(native, 'bin'), { recursive: true })
  await mkdir(join(native, 'lib'))
  await writeFile(join(folder, 'package', 'package.json'), '{ "version": "18.4.0" }')
  await writeFile(join(native, 'bin', 'postgres'), '', { mode: 0o700 })
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), '')
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(LINKS))
  return native
}
