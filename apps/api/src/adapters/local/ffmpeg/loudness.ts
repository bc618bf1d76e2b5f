import { AUDIO_HZ } from '../../../hls/ladder.ts'
import { CEILING_DB, TARGET_LUFS } from '../../../hls/loudness.ts'
import { isPassable } from './failure.ts'
import { inputArgs } from './input.ts'
import { endOf, outputOf } from './run.ts'
import { loudnessOfPlaces } from './sampled-loudness.ts'
import type { Level, Source, SourceTrack } from './source.ts'

/** How far peaks may be rounded off: what is struck in silence rather stays softer than gets dull. */
const LIMITED_AT_MOST_DB = 10
/** What is softer is meant to be, or is noise. */
const GAIN_AT_MOST_DB = 30
/** Nobody hears it. */
const LEAST_GAIN_DB = 0.5
/** A wave may peak so much higher between two samples than on them. */
const BETWEEN_SAMPLES_DB = 3
const SILENCE_LUFS = -70

/** What is heard of a long sound before all of it is: every other place first. */
const PLACES = 16
/** For each place the tables of the file are read, and held, by its process. */
const PLACES_A_RUN = 4
const PLACE_SECONDS = 3
/** A block begins so long before the time that it is told with. */
const BLOCK_SECONDS = 0.4
/** A step in loudness that hardly anybody notices: what is less certain is not taken for the whole. */
const UNCERTAIN_LU = 1

const START_MS = 10 * 60 * 1000
const MS_PER_SECOND = 1000
/** Descriptions of the file come first, the result last. */
const STDERR_CHARACTERS = 64_000

export interface Listening {
  ffmpegPath: string
  workFolder: string
  signal: AbortSignal
}

/**
 * Listens to a whole sound (EBU R128, integrated). One gain for all of it: a descent into silence stays one.
 *
 * @returns null for what is loud enough already, is silent, or cannot be heard: then the conversion says why.
 */
export async function levelOf(listening: Listening, source: Source, sound: SourceTrack): Promise<Level | null> {
  try {
    return levelFor(await measured(listening, source, sound))
  } catch (error) {
    if (isPassable(error)) return null
    throw error
  }
}

/**
 * Listens to a few places of a sound, which takes as long whatever its length is.
 *
 * @returns its level, null as `levelOf` does; `uncertain` for a sound that has to be heard whole.
 */
export async function sampledLevelOf(
  listening: Listening,
  source: Source,
  sound: SourceTrack,
): Promise<Level | null | 'uncertain'> {
  try {
    const heard: Heard[] = []
    for (const places of halvesOf(placesIn(sound))) {
      const runs = chunksOf(places, PLACES_A_RUN).map((some) => heardAt(listening, source, sound, some))
      heard.push(...(await Promise.all(runs)))
      const loudness = loudnessOfPlaces(heard.flatMap(({ blocks }) => blocks))
      if (!loudness || loudness.errorLu > UNCERTAIN_LU) continue
      return levelFor({ lufs: loudness.lufs, peakDb: Math.max(...heard.map(({ peakDb }) => peakDb)) })
    }
    return 'uncertain'
  } catch (error) {
    if (isPassable(error)) return 'uncertain'
    throw error
  }
}

/** In the middle of each of as many stretches, in seconds. */
function placesIn({ startSeconds, endSeconds }: SourceTrack): number[] {
  const stretch = (endSeconds - startSeconds) / PLACES
  return Array.from({ length: PLACES }, (_, at) => startSeconds + (at + 0.5) * stretch - PLACE_SECONDS / 2)
}

/** Every other one, and those between them. */
function halvesOf<T>(all: readonly T[]): T[][] {
  return [0, 1].map((half) => all.filter((_, at) => at % 2 === half))
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

/** The level of what has this loudness, and this peak on its samples. */
export function levelFor({ lufs, peakDb }: { lufs: number; peakDb: number }): Level | null {
  if (!(lufs > SILENCE_LUFS)) return null
  const room = CEILING_DB - peakDb
  const gainDb = Math.min(TARGET_LUFS - lufs, GAIN_AT_MOST_DB, room + LIMITED_AT_MOST_DB)
  const isLimited = gainDb > room - BETWEEN_SAMPLES_DB
  if (Math.abs(gainDb) < LEAST_GAIN_DB) return null
  return { gainDb: Math.round(gainDb * 10) / 10, isLimited }
}

/** What brings a sound to its level, behind a filter. Peaks are looked for at four times the rate, as BS.1770 does. */
export function levelled(level: Level | null): string {
  if (!level) return ''
  const limiter = `aresample=${4 * AUDIO_HZ},alimiter=limit=${(10 ** (CEILING_DB / 20)).toFixed(3)}:level=0,aresample=${AUDIO_HZ}`
  return `,${IN_STEREO},volume=${level.gainDb}dB${level.isLimited ? `,${limiter}` : ''}`
}

/** As it will be heard: mixing several channels down changes both level and peak. */
const IN_STEREO = 'aformat=sample_fmts=fltp:channel_layouts=stereo'

/** Whatever rates and channels it has, so that its level is measured as it will be heard. */
const HEARD = `aresample=${AUDIO_HZ}:async=1,${IN_STEREO}`
const MEASURED = 'ebur128@level=peak=sample:framelog=verbose'
/** The same, and what each block has. */
const TOLD = 'ebur128@level=peak=sample:framelog=info'

async function measured(listening: Listening, source: Source, sound: SourceTrack) {
  const { durationSeconds } = source.facts
  const filter = `${HEARD},${MEASURED}`
  const args = [
    ...[...inputArgs(source), '-map', `0:${sound.index}`, '-max_error_rate', '1', '-af', filter],
    ...['-t', String(durationSeconds)],
  ]
  return loudnessIn(await listen(listening, args, durationSeconds))
}

interface Heard {
  /** The loudness of each block of 400 ms, a place. */
  blocks: number[][]
  peakDb: number
}

async function heardAt(
  listening: Listening,
  source: Source,
  { index }: SourceTrack,
  places: readonly number[],
): Promise<Heard> {
  const before = (place: number) => ['-ss', place.toFixed(3), '-t', String(PLACE_SECONDS)]
  const exactly = `apad=whole_dur=${PLACE_SECONDS},atrim=end=${PLACE_SECONDS}`
  const each = places.map((_, input) => `[${input}:${index}]${HEARD},${exactly}[p${input}]`)
  const joined = `${places.map((_, input) => `[p${input}]`).join('')}concat=n=${places.length}:v=0:a=1`
  const args = [
    ...places.flatMap((place) => inputArgs(source, { before: before(place) })),
    ...['-filter_complex', `${each.join(';')};${joined},${TOLD}[a]`, '-map', '[a]', '-max_error_rate', '1'],
  ]
  const report = await listen(listening, args, places.length * PLACE_SECONDS)
  return { blocks: blocksIn(report, places.length), peakDb: loudnessIn(report).peakDb }
}

/** Reads what ebur128 says of each block. One that began in the place before belongs to neither. */
export function blocksIn(report: string, places: number): number[][] {
  const blocks: number[][] = Array.from({ length: places }, () => [])
  for (const [, time, lufs] of report.matchAll(/ t: *([\d.]+) .*? M: *(-?[\d.]+|-inf|nan)/g)) {
    // Times are told of the ends, and differ from tenths by rounding.
    const [place, seconds] = [Math.floor((Number(time) - 0.01) / PLACE_SECONDS), (Number(time) - 0.01) % PLACE_SECONDS]
    if (seconds > BLOCK_SECONDS - 0.05 && Number.isFinite(Number(lufs))) blocks[place]?.push(Number(lufs))
  }
  return blocks
}

/** @returns what ffmpeg says. */
async function listen({ ffmpegPath, workFolder: cwd, signal }: Listening, args: string[], seconds: number) {
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'info', '-nostats', '-progress', 'pipe:1', '-y']
  const totalMs = START_MS + seconds * MS_PER_SECOND
  const run = { ffmpegPath, cwd, signal, totalMs, stderrCharacters: STDERR_CHARACTERS }
  return await endOf(outputOf({ ...run, args: [...quiet, ...args, '-f', 'null', '-'] }))
}

/** Reads what ebur128 says at its end. It begins anew where a sound changes its rate or channels: the loudest part counts. */
export function loudnessIn(report: string): { lufs: number; peakDb: number } {
  const highest = (pattern: RegExp) =>
    Math.max(Number.NEGATIVE_INFINITY, ...[...report.matchAll(pattern)].map(([, number]) => Number(number)))
  const summaries = /^ +I: +(-?[\d.]+) LUFS$/gm
  return { lufs: highest(summaries), peakDb: highest(/^ +Peak: +(-?[\d.]+) dBFS$/gm) }
}
