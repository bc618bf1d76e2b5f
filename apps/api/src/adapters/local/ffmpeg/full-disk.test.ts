import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTENT_ID, mediaLab } from './testing/media-lab.ts'
import { transcodeFile } from './transcode-file.ts'

/** A full disk: ffmpeg goes on, ends with code 0 and says nothing, and what it wrote is cut off anywhere. */

const CODE = '-c:v libx264 -preset ultrafast -c:a aac'
const SOURCE_KEY = `sources/${CONTENT_ID}/original`
const JOB = { outputId: CONTENT_ID, sourceKey: SOURCE_KEY, pictureKey: null, captions: [], sounds: [] }

let lab: Awaited<ReturnType<typeof mediaLab>>
let files: { film: string; sound: string }

beforeAll(async () => {
  lab = await mediaLab()
  const film = await lab.make('film.mp4', `-f lavfi -i testsrc2=s=64x48:r=10:d=2 -f lavfi -i sine=d=2 ${CODE}`)
  files = { film, sound: await lab.make('sound.wav', '-f lavfi -i sine=d=2') }
})
afterAll(() => lab.dispose())

const silent = { onProgress: () => {}, onPlayable: async () => {} }
const forever = new AbortController().signal

describe('a disk that is full for a moment', () => {
  it.each([
    ['film', '360p/segment0000.ts', 0],
    ['film', '360p/segment0000.ts', 4096],
    ['film', '360p/segment0000.ts', 40 * 188],
    ['film', 'audio/segment0000.ts', 0],
    ['film', '360p.m3u8', 0],
    ['film', 'audio.m3u8', 100],
    ['film', 'poster.jpg', 1000],
    ['sound', 'audio/segment0000.ts', 0],
    ['sound', 'audio.m3u8', 0],
    ['sound', 'waveform.wav', 4096],
    ['sound', 'waveform.png', 1000],
  ] as const)('is to blame, and not the %s, when %s ends after %i bytes', async (file, name, bytes) => {
    const { store, workDir } = await lab.bench()
    await store.putFile(SOURCE_KEY, files[file])
    const parts = { ffmpegPath: await cuttingFfmpeg(name, bytes), store, workDir, normalisesLoudness: true }
    const failure = { name: 'ResourceUnavailable', message: expect.stringContaining('disk') }
    await expect(transcodeFile(parts, JOB, silent, forever)).rejects.toMatchObject(failure)
    expect((await store.read(`hls/${CONTENT_ID}/${name}`))?.length).not.toBe(bytes)
    expect(await readdir(workDir)).toEqual([])
  })

  it('is to blame although there is room again at the end', async () => {
    const { store, workDir } = await lab.bench()
    await store.putFile(SOURCE_KEY, files.film)
    const seen = [4_096]
    const freeBytes = async () => seen.pop() ?? 1e12
    const parts = { ffmpegPath: lab.ffmpegPath, store, workDir, normalisesLoudness: true, freeBytes }
    await expect(transcodeFile(parts, JOB, silent, forever)).rejects.toMatchObject({
      name: 'ResourceUnavailable',
      message: 'The disk is full.',
    })
  })
})

/** An ffmpeg after which one of its files is cut off. */
async function cuttingFfmpeg(name: string, bytes: number): Promise<string> {
  const path = join(lab.folder, 'cutting-ffmpeg.sh')
  const cut = `if [ -e ${name} ]; then head -c ${bytes} ${name} > cut; mv cut ${name}; fi`
  await writeFile(path, `#!/bin/sh\n'${lab.ffmpegPath}' "$@" || exit $?\n${cut}\n`)
  await chmod(path, 0o755)
  return path
}
