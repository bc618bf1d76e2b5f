import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runFfmpeg } from './ffmpeg.ts'

const { signal } = new AbortController()

test('an ffmpeg that is not there is an error, not a crash', async () => {
  await expect(runFfmpeg('/nowhere/ffmpeg', [], signal, [Buffer.alloc(10)])).rejects.toThrow('ENOENT')
})

test('what ffmpeg said when it failed is in the error', async () => {
  await expect(runFfmpeg(process.execPath, [], signal)).rejects.toThrow(/ended with 9: .*bad option: -hide_banner/)
})

test('nothing is started when it is stopped already', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(runFfmpeg('/nowhere/ffmpeg', [], stopped)).rejects.toThrow('stopped')
})

test('what goes wrong while the input is made is not taken for its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-ffmpeg-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const contented = join(folder, 'ffmpeg')
  await writeFile(contented, '#!/bin/sh\ncat > /dev/null\n', { mode: 0o755 })
  function* broken(): Generator<Buffer> {
    yield Buffer.alloc(10)
    throw new Error('no more frames')
  }
  await expect(runFfmpeg(contented, [], signal, broken())).rejects.toThrow('no more frames')
})
