import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { storyboardFile } from '@better-and-bliss/stream-token'
import { KEYFRAME_SECONDS, type Rung } from '../../../hls/ladder.ts'
import type { Storyboard } from '../../../ports/transcoder.ts'
import { isPassable } from './failure.ts'
import { inputArgs, QUIET } from './input.ts'
import { toneMapped } from './picture-filters.ts'
import type { Workbench } from './pictures.ts'
import { runToEnd } from './run.ts'
import type { Source } from './source.ts'

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
 * @returns null when none can be made: the film plays without.
 */
export async function makeStoryboard(
  workbench: Workbench,
  { rung, segments, durationSeconds }: { rung: Rung; segments: number; durationSeconds: number },
): Promise<Storyboard | null> {
  const plan = planStoryboard(rung, durationSeconds)
  const everyInterval = `select=not(mod(n\\,${plan.intervalSeconds / KEYFRAME_SECONDS}))`
  const args = [
    ...[...BEGIN, '-protocol_whitelist', 'pipe', '-codec_whitelist', 'h264'],
    ...['-skip_frame', 'nokey', '-threads', '1', '-f', 'mpegts', '-i', 'pipe:0', '-map', '0:v:0'],
    ...sheetArgs(everyInterval, plan),
  ]
  const input = workbench.publication.bytesOf(rung.name, segments)
  return await makeSheets(workbench, plan, { args, input, totalMs: START_MS + segments * MS_PER_SEGMENT })
}

/** The same from the keyframes of a source, however far apart: a tile shows the last one before its time. @returns null where they cannot be read. */
export async function makeStoryboardOf(workbench: Workbench, source: Source, rung: Rung): Promise<Storyboard | null> {
  const { durationSeconds } = source.facts
  const plan = planStoryboard(rung, durationSeconds)
  const args = [
    ...[...BEGIN, ...inputArgs(source, { before: ['-skip_frame', 'nokey'] }), '-map', `0:${source.picture?.index}`],
    ...sheetArgs(`setpts=PTS-STARTPTS,fps=1/${plan.intervalSeconds}:round=up`, plan, toneMapped(source)),
  ]
  return await makeSheets(workbench, plan, { args, totalMs: START_MS + durationSeconds * MS_PER_SEGMENT })
}

async function makeSheets(
  { ffmpegPath, workFolder, signal, publication }: Workbench,
  plan: Storyboard,
  run: { args: string[]; totalMs: number; input?: AsyncIterable<Uint8Array> },
): Promise<Storyboard | null> {
  await mkdir(join(workFolder, FOLDER), { recursive: true })
  try {
    await runToEnd({ ffmpegPath, cwd: workFolder, signal, ...run })
  } catch (error) {
    if (isPassable(error)) return null
    throw error
  }
  const made = (await readdir(join(workFolder, FOLDER))).sort()
  for (const [index, file] of made.entries()) {
    await publication.takePicture(storyboardFile(index), join(workFolder, FOLDER, file))
  }
  return made.length > 0 ? { ...plan, sheets: made.length } : null
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
  const sheets = Math.ceil(tiles / columns / rows)
  return { sheets, columns, rows, tileWidth: side(width), tileHeight: side(height), intervalSeconds }
}

const BEGIN = [...QUIET, '-progress', 'pipe:1']

/** @param taken the filter that takes the frames of the tiles. */
function sheetArgs(taken: string, { columns, rows, tileWidth, tileHeight, sheets }: Storyboard, toned = ''): string[] {
  const filter = [
    taken,
    `scale=${tileWidth}:${tileHeight}:flags=area${toned}`,
    // The last picture fills its sheet: sound that outlasts the film leads there, too.
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${sheets * columns * rows}`,
    `tile=${columns}x${rows}`,
    // One sheet a second, whenever it was full: the writer repeats and drops none.
    'setpts=N/TB',
    'format=yuvj420p',
  ]
  return [...['-vf', filter.join(','), '-r', '1', '-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2', `${FOLDER}/%03d.jpg`]]
}
