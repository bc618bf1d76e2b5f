import { AUDIO_HZ } from '../../../hls/ladder.ts'
import { CEILING_DB, TARGET_LUFS } from '../../../hls/loudness.ts'
import { isPassable } from './failure.ts'
import { inputArgs } from './input.ts'
import { endOf, outputOf } from './run.ts'
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

async function measured({ ffmpegPath, workFolder, signal }: Listening, source: Source, sound: SourceTrack) {
  const { durationSeconds } = source.facts
  const filter = `aresample=${AUDIO_HZ}:async=1,${IN_STEREO},ebur128@level=peak=sample:framelog=verbose`
  const args = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'info', '-nostats', '-progress', 'pipe:1', '-y'],
    ...[...inputArgs(source), '-map', `0:${sound.index}`, '-max_error_rate', '1', '-af', filter],
    ...['-t', String(durationSeconds), '-f', 'null', '-'],
  ]
  const totalMs = START_MS + durationSeconds * MS_PER_SECOND
  const run = { ffmpegPath, args, cwd: workFolder, signal, totalMs, stderrCharacters: STDERR_CHARACTERS }
  return loudnessIn(await endOf(outputOf(run)))
}

/** Reads what ebur128 says at its end. It begins anew where a sound changes its rate or channels: the loudest part counts. */
export function loudnessIn(report: string): { lufs: number; peakDb: number } {
  const highest = (pattern: RegExp) =>
    Math.max(Number.NEGATIVE_INFINITY, ...[...report.matchAll(pattern)].map(([, number]) => Number(number)))
  const summaries = /^ +I: +(-?[\d.]+) LUFS$/gm
  return { lufs: highest(summaries), peakDb: highest(/^ +Peak: +(-?[\d.]+) dBFS$/gm) }
}
