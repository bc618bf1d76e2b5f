import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isErrno, readJson, writePrivateJson } from './json-file.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const schema = z.object({ word: z.string() })

test('what was written is read again, by its owner alone, whatever the umask', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file.json')
  expect(await readJson(path, schema, 'Delete it.')).toBeUndefined()
  const umask = process.umask(0)
  try {
    await writePrivateJson(path, { word: 'one' })
    await writePrivateJson(path, { word: 'two' })
  } finally {
    process.umask(umask)
  }
  expect(await readJson(path, schema, 'Delete it.')).toEqual({ word: 'two' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder.path)).toEqual(['file.json'])
})

test('writers at the same time leave one whole file', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file.json')
  const words = Array.from({ length: 20 }, (_, number) => `${number}`.repeat(10_000))
  await Promise.all(words.map((word) => writePrivateJson(path, { word })))
  expect(words).toContain((await readJson(path, schema, ''))?.word)
  expect(await readdir(folder.path)).toEqual(['file.json'])
})

test('what cannot be written leaves the file as it was', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file.json')
  await writePrivateJson(path, { word: 'one' })
  const circle: { self?: unknown } = {}
  circle.self = circle
  await expect(writePrivateJson(path, circle)).rejects.toThrow(TypeError)
  expect(await readFile(path, 'utf8')).toContain('"one"')
})

test('a damaged file is named, with what to do about it', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file.json')
  await writePrivateJson(path, { other: 1 })
  await expect(readJson(path, schema, 'Delete it.')).rejects.toThrow(new CannotStart(`${path} is damaged. Delete it.`))
})

test('what may not be read is no missing file', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file.json')
  await mkdir(path)
  await chmod(path, 0o700)
  const error = await readJson(path, schema, '').catch((reason: unknown) => reason)
  expect(isErrno(error, 'EISDIR')).toBe(true)
  expect(isErrno(error, 'ENOENT')).toBe(false)
})
