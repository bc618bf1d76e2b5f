import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFfmpeg } from './find-ffmpeg.ts'

let folder: string
const paths: Record<string, string> = {}

/** Stands in for an ffmpeg: a script that answers `-version`. */
async function pretend(name: string, answer: string): Promise<void> {
  const path = join(folder, name, 'ffmpeg')
  await mkdir(join(folder, name))
  await writeFile(path, `#!/bin/sh\nprintf '${answer}'\n`)
  await chmod(path, 0o755)
  paths[name] = path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-ffmpeg-'))
  await pretend('good', 'ffmpeg version 7.1.5 Copyright\\nconfiguration: --enable-gpl --enable-libx264\\n')
  await pretend('old', 'ffmpeg version 4.4 Copyright\\nconfiguration: --enable-libx264\\n')
  await pretend('snapshot', 'ffmpeg version N-92722-gf22fcd4483 Copyright\\nconfiguration: --enable-libx264\\n')
  await pretend('free', 'ffmpeg version 7.1.5 Copyright\\nconfiguration: --disable-gpl\\n')
  await pretend('other', 'hello\\n')
})
afterAll(() => rm(folder, { recursive: true }))

const searchPath = (...names: string[]) => names.map((name) => join(folder, name)).join(delimiter)

describe.skipIf(process.platform === 'win32')('ffmpeg is', () => {
  it('the one that was asked for, whatever else is there', async () => {
    const found = await findFfmpeg({ ffmpegPath: paths.good, searchPath: searchPath('old') })
    expect(found).toEqual({ path: paths.good, version: '7.1.5', warning: null })
  })

  it('never another one than was asked for', async () => {
    for (const name of ['free', 'other', 'missing']) {
      const ffmpegPath = join(folder, name, 'ffmpeg')
      await expect(findFfmpeg({ ffmpegPath, searchPath: searchPath('good') })).rejects.toThrow(ffmpegPath)
    }
  })

  it('the first on the search path that can encode H.264', async () => {
    const found = await findFfmpeg({ searchPath: searchPath('missing', 'other', 'free', 'good', 'old') })
    expect(found.path).toBe(paths.good)
  })

  it('not taken from the current folder', async () => {
    const found = await findFfmpeg({ searchPath: ['', '.', searchPath('good')].join(delimiter) })
    expect(found.path).toBe(paths.good)
  })

  it('warned about when it is old', async () => {
    for (const name of ['old', 'snapshot']) {
      const found = await findFfmpeg({ searchPath: searchPath(name) })
      expect(found.warning).toContain('no security fixes')
    }
  })

  it('brought by npm when the machine has none, or its absence is explained', async () => {
    const found = findFfmpeg({ searchPath: '' })
    if (`${process.platform}-${process.arch}` === 'linux-x64') {
      await expect(found).resolves.toMatchObject({ warning: expect.stringContaining('no security fixes') })
    } else {
      await expect(found.catch((error: Error) => error.message)).resolves.toBeTruthy()
    }
  })
})
