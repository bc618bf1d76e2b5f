import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { storyboardFile } from '@better-and-bliss/stream-token'
import { KEYFRAME_SECONDS, type Rung } from '../../../hls/ladder.ts'
import type { Storyboard } from '../../../ports/transcoder.ts'
import { QUIET } from './input.ts'
import { runToEnd } from './run.ts'
import type { Work } from './work.ts'

const TILE_LONG_SIDE = 160
const COLUMNS = 10
const ROWS = 10
/** Finer than a finger on a seek bar. */
const TILES_WANTED = 300
const LONGEST_INTERVAL_SECONDS = 10

const START_MS = 10 * 60 * 1000
const MS_PER_SEGMENT = 1000

/**
 * Makes the storyboard from the keyframes of the lightest rung, which stand two seconds apart: nothing else is decoded.
 *
 * @param segments how many the rung has.
 */
export async function makeStoryboard(
  { ffmpegPath, workFolder, signal, publication }: Work,
  { rung, segments, durationSeconds }: { rung: Rung; segments: number; durationSeconds: number },
): Promise<Storyboard> {
  const plan = planStoryboard(rung, durationSeconds)
  await mkdir(join(workFolder, FOLDER), { recursive: true })
  const input = publication.bytesOf(rung.name, segments)
  const totalMs = START_MS + segments * MS_PER_SEGMENT
  await runToEnd({ ffmpegPath, args: storyboardArgs(plan), cwd: workFolder, signal, totalMs, input })
  const made = (await readdir(join(workFolder, FOLDER))).sort()
  for (const [index, file] of made.entries()) {
    await publication.takePicture(storyboardFile(index), join(workFolder, FOLDER, file))
  }
  return { ...plan, sheets: made.length }
}

const FOLDER = 'sheets'

/** How a film of this length is cut into tiles. A short one fills its only sheet. */
export function planStoryboard({ width, height }: Pick<Rung, 'width' | 'height'>, durationSeconds: number) {
  const steps = Math.ceil(durationSeconds / TILES_WANTED / KEYFRAME_SECONDS)
  const intervalSeconds = Math.min(LONGEST_INTERVAL_SECONDS, Math.max(1, steps) * KEYFRAME_SECONDS)
  const tiles = Math.max(1, Math.ceil(durationSeconds / intervalSeconds))
  const scale = TILE_LONG_SIDE / Math.max(width, height)
  const side = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2))
  const columns = Math.min(COLUMNS, tiles)
  const rows = Math.min(ROWS, Math.ceil(tiles / columns))
  return { columns, rows, tileWidth: side(width), tileHeight: side(height), intervalSeconds }
}

function storyboardArgs({
  columns,
  rows,
  tileWidth,
  tileHeight,
  intervalSeconds,
}: Omit<Storyboard, 'sheets'>): string[] {
  const filter = [
    `select=not(mod(n\\,${intervalSeconds / KEYFRAME_SECONDS}))`,
    `scale=${tileWidth}:${tileHeight}:flags=area`,
    `tile=${columns}x${rows}`,
    // One sheet a second, whenever it was full: the writer repeats and drops none.
    'setpts=N/TB',
    'format=yuvj420p',
  ]
  return [
    ...[...QUIET, '-progress', 'pipe:1', '-protocol_whitelist', 'pipe', '-codec_whitelist', 'h264'],
    ...['-skip_frame', 'nokey', '-threads', '1', '-f', 'mpegts', '-i', 'pipe:0', '-map', '0:v:0'],
    ...['-vf', filter.join(','), '-r', '1', '-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2', `${FOLDER}/%03d.jpg`],
  ]
}
