import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { inspectSource } from './inspect.ts'
import { CONTENT_ID, mediaLab, textOf, transcode, urisOf } from './testing/media-lab.ts'
import { transcodeFile } from './transcode-file.ts'

const CODE = '-c:v libx264 -preset ultrafast -c:a aac'
const SOURCE_KEY = `sources/${CONTENT_ID}/original`
const JOB = { outputId: CONTENT_ID, sourceKey: SOURCE_KEY, pictureKey: null, captions: [], sounds: [] }

let lab: Awaited<ReturnType<typeof mediaLab>>
let film: string
let long: string

beforeAll(async () => {
  lab = await mediaLab()
  film = await lab.make('film.mp4', `-f lavfi -i testsrc2=s=160x90:r=10:d=8 -f lavfi -i sine=d=8 ${CODE}`)
  long = await lab.make('long.mp4', `-f lavfi -i testsrc2=s=640x480:r=15:d=60 ${CODE}`)
})
afterAll(() => lab.dispose())

/** The level of the sound is no matter here. */
const UNTOUCHED = { normalisesLoudness: false }
const silent = { onProgress: () => {}, onPlayable: async () => {} }
const forever = new AbortController().signal
const childrenAlive = () => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length

describe('a hostile file', () => {
  async function refused(bytes: Uint8Array | string): Promise<void> {
    const bench = await lab.bench()
    const { store, workDir } = bench
    await store.put(SOURCE_KEY, Buffer.from(bytes))
    await expect(transcodeFile(bench, JOB, silent, forever)).rejects.toHaveProperty('name', 'MediaRefused')
    expect((await store.list(`hls/${CONTENT_ID}/`)).keys).toEqual([])
    expect(await readdir(workDir)).toEqual([])
  }

  it.each([
    ['playlist of a secret', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['concat script', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    [
      'GIF of a million frames',
      Buffer.concat([Buffer.from('GIF89a\xff\xff\xff\xff\x80', 'latin1'), Buffer.alloc(1000)]),
    ],
    ['emptiness', ''],
    ['noise', Buffer.alloc(100_000).map((_, index) => (index * index * 31) % 253)],
  ])('is refused and leaves nothing behind: %s', async (_, bytes) => {
    await refused(bytes)
  })

  it('is refused when its picture turns out larger than its container said', async () => {
    const webm = await readFile(await lab.make('bomb.webm', '-f lavfi -i testsrc2=s=64x48:r=10:d=1 -c:v libvpx'))
    const startCode = Buffer.from('9d012a', 'hex')
    for (let at = webm.indexOf(startCode); at >= 0; at = webm.indexOf(startCode, at + 1)) {
      webm.writeUInt16LE(16_383, at + 3)
      webm.writeUInt16LE(16_383, at + 5)
    }
    await refused(webm)
  })

  it('is withdrawn again when its picture breaks off in the middle', async () => {
    const bytes = await readFile(film)
    bytes.fill(0xa5, bytes.indexOf('mdat') + 40_000, bytes.indexOf('moov') - 4)
    await refused(bytes)
  })

  it('may have any name', async () => {
    const path = join(lab.folder, '-i concat:%d;$(touch x)|.mp4')
    await writeFile(path, await readFile(film))
    const { facts } = await inspectSource(lab.ffmpegPath, path, forever)
    expect(facts).toMatchObject({ kind: 'video', width: 160 })
  })
})

describe('a transcode', () => {
  it('that is aborted ends its child at once and leaves no unfinished file', async () => {
    const bench = await lab.bench()
    const { store, workDir } = bench
    await store.putFile(SOURCE_KEY, long)
    const stop = new AbortController()
    const listener = { ...silent, onPlayable: async () => stop.abort(new Error('the worker stops')) }
    await expect(transcodeFile(bench, JOB, listener, stop.signal)).rejects.toThrow('the worker stops')
    expect(childrenAlive()).toBe(0)
    expect(await readdir(workDir)).toEqual([])
    expect(urisOf(await textOf(store, 'master.m3u8'))).toEqual(['360p.m3u8'])
  })

  it('on a full disk blames the disk, whatever ffmpeg says of the file, and withdraws nothing', async () => {
    const { store, workDir } = await lab.bench()
    const broken = await readFile(film)
    broken.fill(0xa5, broken.indexOf('mdat') + 4, broken.indexOf('moov') - 4)
    await store.put(SOURCE_KEY, broken)
    await store.put(`hls/${CONTENT_ID}/360p/segment0000.ts`, Buffer.from('from before'))
    const bench = { ...UNTOUCHED, ffmpegPath: lab.ffmpegPath, store, workDir, freeBytes: async () => 4_096 }
    const failure = { name: 'ResourceUnavailable', message: 'The disk is full.' }
    await expect(transcodeFile(bench, JOB, silent, forever)).rejects.toMatchObject(failure)
    expect((await store.list(`hls/${CONTENT_ID}/`)).keys).toHaveLength(1)
    await store.putFile(SOURCE_KEY, film)
    await expect(transcodeFile(bench, JOB, silent, forever)).rejects.toThrow('The disk is full.')
  })

  it('whose listener fails, fails with that', async () => {
    const bench = await lab.bench()
    const { store, workDir } = bench
    await store.putFile(SOURCE_KEY, film)
    const listener = { ...silent, onPlayable: () => Promise.reject(new Error('the database is gone')) }
    await expect(transcodeFile(bench, JOB, listener, forever)).rejects.toThrow('the database is gone')
    expect(childrenAlive()).toBe(0)
    expect(await readdir(workDir)).toEqual([])
  })

  it('can be repeated after its store failed at any moment', async () => {
    const { store, workDir } = await lab.bench()
    await store.putFile(SOURCE_KEY, film)
    for (const failAt of [1, 4, 8]) {
      const flaky = { ...UNTOUCHED, ffmpegPath: lab.ffmpegPath, store: failingStore(store, failAt), workDir }
      await expect(transcodeFile(flaky, JOB, silent, forever)).rejects.toThrow('the disk is gone')
    }
    const sound = { ...UNTOUCHED, ffmpegPath: lab.ffmpegPath, store, workDir }
    const { renditions } = await transcodeFile(sound, JOB, silent, forever)
    expect(renditions.map(({ name }) => name)).toEqual(['360p', 'audio'])
  })

  it('removes what an earlier one left that is no longer part of it', async () => {
    const bench = await lab.bench()
    await bench.store.put(`hls/${CONTENT_ID}/1080p/segment0099.ts`, Buffer.from('old'))
    await transcode(bench, film)
    expect((await bench.store.list(`hls/${CONTENT_ID}/1080p/`)).keys).toEqual([])
  })

  it('whose worker is killed leaves no child and no broken playlist, and can be repeated', async () => {
    const bench = await lab.bench()
    await bench.store.putFile(SOURCE_KEY, long)
    const diary = await diaryOfChildren()
    const worker = spawn(process.execPath, ['--input-type=module', '-e', workerCode(bench, diary.ffmpegPath)])
    worker.stderr.pipe(process.stderr)
    await once(worker.stdout, 'data')
    worker.kill('SIGKILL')
    await vi.waitUntil(async () => (await diary.running()) === 0, { interval: 20, timeout: 20_000 })
    expect(urisOf(await textOf(bench.store, 'master.m3u8'))).toEqual(['360p.m3u8'])
    const segments = urisOf(await textOf(bench.store, '360p.m3u8'))
    expect(segments.length).toBeGreaterThan(0)
    expect((await bench.store.list(`hls/${CONTENT_ID}/360p/`)).keys).toEqual(
      expect.arrayContaining(segments.map((uri) => `hls/${CONTENT_ID}/${uri}`)),
    )
    expect(await readdir(bench.workDir)).toEqual([CONTENT_ID])

    const result = await transcode(bench, film)
    expect(result.durationSeconds).toBeCloseTo(8, 1)
    expect((await bench.store.list(`hls/${CONTENT_ID}/360p/`)).keys).toHaveLength(2)
    expect(await readdir(bench.workDir)).toEqual([])
  })
})

/** An ffmpeg that writes down when it begins and ends, whoever outlives whom. */
async function diaryOfChildren() {
  const [ffmpegPath, diary] = [join(lab.folder, 'ffmpeg.sh'), join(lab.folder, 'diary')]
  await writeFile(
    ffmpegPath,
    `#!/bin/sh\necho begun >> '${diary}'\n'${lab.ffmpegPath}' "$@"\necho ended >> '${diary}'\n`,
  )
  await chmod(ffmpegPath, 0o755)
  const count = (text: string, word: string) => text.split(word).length - 1
  return {
    ffmpegPath,
    async running() {
      const text = await readFile(diary, 'utf8')
      return count(text, 'begun') - count(text, 'ended')
    },
  }
}

/** A process of its own that transcodes, and says when it is well into the ladder. */
function workerCode({ root, workDir }: { root: string; workDir: string }, ffmpegPath: string): string {
  return `
    import { diskStore } from '${import.meta.resolve('@better-and-bliss/object-store/disk')}'
    import { transcodeFile } from '${new URL('./transcode-file.ts', import.meta.url).href}'
    const store = diskStore({ root: ${JSON.stringify(root)} })
    const parts = { ffmpegPath: ${JSON.stringify(ffmpegPath)}, store, workDir: ${JSON.stringify(workDir)}, normalisesLoudness: false }
    const listener = { async onPlayable() {}, onProgress(fraction) { if (fraction > 0.15) console.log('under way') } }
    await transcodeFile(parts, ${JSON.stringify(JOB)}, listener, new AbortController().signal)`
}

function failingStore(store: ObjectStore, failAt: number): ObjectStore {
  let writes = 0
  const count = () => {
    writes += 1
    if (writes === failAt) throw new Error('the disk is gone')
  }
  return {
    ...store,
    async put(key, bytes, headers) {
      count()
      await store.put(key, bytes, headers)
    },
    async moveFile(key, path, headers) {
      count()
      await store.moveFile(key, path, headers)
    },
  }
}
