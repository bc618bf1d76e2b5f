import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { playlistFile, type RenditionName } from '@better-and-bliss/stream-token'
import { outputOf } from './run.ts'
import { assertPlaylistIsComplete } from './written.ts'

export interface Pass {
  ffmpegPath: string
  args: string[]
  /** Made here; ffmpeg writes a playlist and a folder of segments a rendition into it. */
  workFolder: string
  renditions: RenditionName[]
  /** How much there is to do. */
  seconds: number
  signal: AbortSignal
  onSeconds(done: number): void
  /** Called when segments may be finished, and once at the end. ffmpeg goes on meanwhile, as far as its pipe reaches. */
  collect(): Promise<void>
}

const START_MS = 10 * 60 * 1000
/** A slow machine needs ten seconds for one of 4K video. */
const MS_PER_SECOND = 40 * 1000
/**
 * How often it is looked for segments, in seconds of output: a segment is closed a little after its last packet is told of, and
 * somebody waits for the first one.
 */
const LOOK_SECONDS = 0.5

/**
 * One run of ffmpeg over a file, from the first segment to the last.
 *
 * @throws ResourceUnavailable when ffmpeg did not write all that it seemed to.
 */
export async function runPass(pass: Pass): Promise<void> {
  const { ffmpegPath, args, workFolder, renditions, signal } = pass
  for (const name of renditions) await mkdir(join(workFolder, name), { recursive: true })
  const totalMs = START_MS + pass.seconds * MS_PER_SECOND
  let nextLook = 0
  const output = outputOf({ ffmpegPath, args, cwd: workFolder, signal, totalMs })
  for await (const seconds of secondsOf(output)) {
    pass.onSeconds(seconds)
    if (seconds < nextLook) continue
    nextLook = seconds + LOOK_SECONDS
    await pass.collect()
  }
  for (const name of renditions) await assertPlaylistIsComplete(join(workFolder, playlistFile(name)))
  await pass.collect()
}

/**
 * Reads ffmpeg's `framecrc` lines (`stream, dts, pts, duration, size, checksum`, in units of the `#tb` line).
 * Yields the presentation time, in seconds, of the latest packet.
 */
export async function* secondsOf(output: AsyncIterable<string>): AsyncGenerator<number, void> {
  let unfinished = ''
  let secondsPerTick = 0
  for await (const piece of output) {
    const lines = (unfinished + piece).split('\n')
    unfinished = lines.pop() ?? ''
    const base = lines.map((line) => /^#tb 0: (\d+)\/(\d+)$/.exec(line)).find((match) => match !== null)
    if (base) secondsPerTick = Number(base[1]) / Number(base[2])
    const ticks = /^0, *-?\d+, *(-?\d+),/.exec(lines.at(-1) ?? '')?.[1]
    if (ticks) yield Number(ticks) * secondsPerTick
  }
}
