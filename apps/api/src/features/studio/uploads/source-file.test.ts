import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assertSourceFile } from './source-file.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'source-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const limit = { maxBytes: 1e6, setting: 'MAX_SOURCE_GB' }

it('only regular files are opened, and the reason is said', async () => {
  const refused = (path: string) => expect(assertSourceFile(path, limit)).rejects
  await refused(join(folder, 'nothing')).toThrow('There is no file')
  await refused(folder).toThrow('is a folder, not a file')
  if (process.platform !== 'win32') await refused('/dev/null').toThrow('is no regular file')
})

it('the size counts that a reader would see', async () => {
  const holes = join(folder, 'holes.mp4')
  await writeFile(holes, '')
  await assertSourceFile(holes, limit)
  await truncate(holes, 2_500_000)
  await expect(assertSourceFile(holes, limit)).rejects.toThrow('has 3 MB; up to 1 MB are taken (MAX_SOURCE_GB).')
})
