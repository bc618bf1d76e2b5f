import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import type { Made } from '../../../../hls/made.ts'
import type { CaptionsFile, SoundFile } from '../../../../ports/transcoder.ts'
import { findFfmpeg } from '../find-ffmpeg.ts'
import { inspectSource } from '../inspect.ts'
import type { Source } from '../source.ts'
import { transcodeFile } from '../transcode-file.ts'
import type { TranscodeListener } from '../work.ts'

export const CONTENT_ID = '0b9e7c1a-3f52-4c0e-9a64-5d8f27e1c3b0'

/** A folder for one test file, a way to make small media in it, and a transcoder with an empty store. */
export async function mediaLab() {
  const folder = await mkdtemp(join(tmpdir(), 'media-lab-'))
  const { path: ffmpegPath } = await findFfmpeg({ searchPath: process.env.PATH ?? '' })

  return {
    folder,
    ffmpegPath,
    dispose: () => rm(folder, { recursive: true }),

    /** Makes a file with ffmpeg. `{folder}` in an argument names the folder. */
    async make(name: string, command: string): Promise<string> {
      const path = join(folder, name)
      const args = command.replaceAll('{folder}', folder).split(' ')
      await promisify(execFile)(ffmpegPath, ['-v', 'error', '-nostdin', '-y', ...args, path])
      return path
    },

    /** The pitch, in Hz, that is heard of a rendition at each time; 0 for silence. Rounded to what the tests use. */
    async tonesOf({ root }: { root: string }, name: string, timesSeconds: number[]): Promise<number[]> {
      const input = ['-v', 'fatal', '-i', join(root, `hls/${CONTENT_ID}/${name}.m3u8`)]
      const output = ['-ac', '1', '-ar', '8000', '-f', 's16le', '-']
      const { stdout } = await promisify(execFile)(ffmpegPath, [...input, ...output], { encoding: 'buffer' })
      return timesSeconds.map((time) => {
        const sample = (index: number) => stdout.readInt16LE(2 * (Math.round(time * 8000) + index))
        const rising = Array.from({ length: 2000 }, (_, index) => sample(index) < 0 && sample(index + 1) >= 0)
        return Math.round((rising.filter(Boolean).length * 4) / 20) * 20
      })
    },

    async bench() {
      const root = await mkdtemp(join(folder, 'store-'))
      const workDir = await mkdtemp(join(folder, 'work-'))
      const store = checkingStore(diskStore({ root }))
      return { root, workDir, store, ffmpegPath, normalisesLoudness: false }
    },
  }
}

export type Bench = Awaited<ReturnType<Awaited<ReturnType<typeof mediaLab>>['bench']>>

export interface Reported extends Pick<Source, 'facts'> {
  fractions: number[]
  playable: Made[]
  /** The media playlist of the lightest rendition at the moment it was announced. */
  firstPlaylist: string
  /** The first segment at that moment. A later one takes its place. */
  firstSegment: Uint8Array
}

/** Runs a whole transcode and keeps what the listener was told. */
export async function transcode(
  bench: Bench,
  file: string,
  { cover, captions = [], sounds = [] }: { cover?: string; captions?: CaptionsFile[]; sounds?: SoundFile[] } = {},
): Promise<Made & Reported> {
  const { store } = bench
  const sourceKey = `sources/${CONTENT_ID}/original`
  const pictureKey = cover ? `sources/${CONTENT_ID}/cover` : null
  await store.putFile(sourceKey, file)
  if (cover && pictureKey) await store.putFile(pictureKey, cover)
  const { signal } = new AbortController()
  const { facts } = await store.withLocalFile(sourceKey, (path) => inspectSource(bench.ffmpegPath, path, signal))
  const reported: Reported = { facts, fractions: [], playable: [], firstPlaylist: '', firstSegment: new Uint8Array() }
  const listener: TranscodeListener = {
    onProgress: (fraction) => reported.fractions.push(fraction),
    async onPlayable(soFar) {
      reported.playable.push(soFar)
      reported.firstPlaylist = await textOf(store, `${soFar.renditions[0]?.name}.m3u8`)
      const [uri] = urisOf(reported.firstPlaylist)
      reported.firstSegment = (await store.read(`hls/${CONTENT_ID}/${uri}`)) ?? reported.firstSegment
    },
  }
  const job = { outputId: CONTENT_ID, sourceKey, pictureKey, captions, sounds }
  return { ...(await transcodeFile({ ...bench, store: rememberingStore(store) }, job, listener, signal)), ...reported }
}

/** The text of an object in the item's folder. */
export async function textOf(store: ObjectStore, name: string): Promise<string> {
  return Buffer.from((await store.read(`hls/${CONTENT_ID}/${name}`)) ?? []).toString()
}

export const urisOf = (playlist: string) => playlist.split('\n').filter((line) => line && !line.startsWith('#'))

export const durationsOf = (playlist: string) => [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, d]) => Number(d))

/** When the frames and the sound of a segment are shown, in order. */
export async function timesOf(segment: Uint8Array): Promise<string[]> {
  const times: string[] = []
  using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(segment) })
  for (const track of await input.getTracks()) {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      times.push(`${track.type} ${packet.timestamp.toFixed(4)}`)
    }
  }
  return times.sort()
}

/** Rewrites the display matrix of the first track (`tkhd`) as phones do that are held upright. */
export function turnedByAQuarter(bytes: Buffer): Buffer {
  const matrix = bytes.indexOf('tkhd') + 4 + 40
  const turn = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000]
  for (const [index, value] of turn.entries()) bytes.writeInt32BE(value, matrix + index * 4)
  return bytes
}

/** A store that refuses a playlist which changes what was said before, in one attempt. */
function rememberingStore(store: ObjectStore): ObjectStore {
  const said = new Map<string, string>()
  return {
    ...store,
    async put(key, bytes, headers) {
      const text = Buffer.from(bytes).toString()
      const isGrowing = key.endsWith('.m3u8') && !key.endsWith('/master.m3u8')
      if (isGrowing && !text.startsWith(said.get(key) ?? '')) throw new Error(`${key} takes back what it said`)
      if (isGrowing) said.set(key, text)
      await store.put(key, bytes, headers)
    },
  }
}

/** A store that refuses a playlist which names what is not there: no moment may exist at which one can be read. */
function checkingStore(store: ObjectStore): ObjectStore {
  return {
    ...store,
    async put(key, bytes, headers) {
      if (key.endsWith('.m3u8')) {
        const text = Buffer.from(bytes).toString()
        const folder = key.slice(0, key.lastIndexOf('/') + 1)
        for (const uri of urisOf(text)) {
          if ((await store.head(folder + uri)) === null) throw new Error(`${key} names ${uri}, which is not there`)
        }
      }
      await store.put(key, bytes, headers)
    },
  }
}
