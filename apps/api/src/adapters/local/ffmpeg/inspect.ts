import { type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'
import { readChapters } from './chapters.ts'
import { assertCodec, assertWithinLimits } from './limits.ts'
import { isWhole, lengthOf, type Measured, measure, promisedSeconds } from './measure.ts'
import type { Span } from './packets.ts'
import { type ProbedFile, probe } from './probe.ts'
import { type Report, readReport, type Track } from './report.ts'
import { endOf } from './run.ts'
import { sniffMedia } from './sniff.ts'
import type { Source, SourceSound } from './source.ts'
import { ROUGH_TONE_MAPPING, toneMappingOf } from './tone-mapping.ts'
import { type Choice, chooseTracks } from './tracks.ts'

/**
 * Looks at a file: what it is, what of it plays and for how long, whether we take it. ffmpeg's word counts, since it is
 * ffmpeg that converts it.
 *
 * @throws MediaRefused
 */
export async function inspectSource(ffmpegPath: string, path: string, signal: AbortSignal): Promise<Source> {
  const { container, demuxer } = await sniffMedia(path)
  const file = { ffmpegPath, container, demuxer, path, signal }
  const report = await reportOn(file)
  const choice = chooseTracks(report)
  const { picture, sounds, captions } = choice
  const [sound] = sounds
  if (!picture && !sound) throw new MediaRefused('This file is incomplete: it holds neither picture nor sound.')
  assertCodec('picture', picture?.codec ?? null)
  assertCodec('sound', sound?.codec ?? null)
  const size = picture?.size
  if (picture && !size) throw new MediaRefused('The size of its picture cannot be read: the file is damaged.')
  assertWithinLimits({ durationSeconds: 1, frameRate: null, width: size?.width ?? null, height: size?.height ?? null })
  const measured = await measure(file, report, choice)
  const toneMapping = picture?.hdr ? await toneMappingOf(ffmpegPath, signal) : 'exact'
  if (toneMapping === 'rough') choice.leftOut.push(ROUGH_TONE_MAPPING)
  const facts = factsOf(container, choice, measured)
  assertComplete(measured, report, container)
  assertWithinLimits(facts)
  return {
    ...{ path, demuxer, facts, hdr: picture?.hdr ?? null, toneMapping },
    picture: picture && measured.picture && { index: picture.index, ...measured.picture },
    sound: soundOf(report, sound, measured.sounds[0]),
    furtherSounds: sounds.slice(1).flatMap((track, index) => soundOf(report, track, measured.sounds[index + 1]) ?? []),
    captions,
    chapters: report.hasChapters ? await readChapters(file, facts.durationSeconds) : [],
  }
}

function soundOf({ tracks }: Report, track: Track | undefined, span: Span | null | undefined): SourceSound | null {
  if (!track || !span) return null
  const number = tracks.filter(({ kind }) => kind === 'audio').indexOf(track) + 1
  return { index: track.index, number, language: track.language, role: track.role, level: null, ...span }
}

/** Without an output ffmpeg ends with an error, after it has told what there is. */
async function reportOn(file: ProbedFile): Promise<Report> {
  try {
    return readReport(await endOf(probe(file, [], [])))
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const said = cause instanceof Error ? cause.message : ''
    if (!said.includes('Input #0')) throw error
    return readReport(said)
  }
}

function factsOf(container: MediaFacts['container'], choice: Choice, measured: Measured): MediaFacts {
  const { picture, leftOut } = choice
  const [sound] = measured.sounds
  if (picture && !measured.picture) throw new MediaRefused('The picture of this file cannot be read: it is damaged.')
  if (!picture && !sound) throw new MediaRefused('The sound of this file cannot be read: it is damaged.')
  return {
    kind: picture ? 'video' : 'audio',
    container,
    durationSeconds: lengthOf(measured),
    width: picture?.size?.width ?? null,
    height: picture?.size?.height ?? null,
    frameRate: picture ? frameRateOf(picture, measured.picture?.stepSeconds ?? null) : null,
    videoCodec: picture?.codec ?? null,
    hasAudio: Boolean(sound),
    audioCodec: sound ? (choice.sounds[0]?.codec ?? null) : null,
    leftOut,
  }
}

/** No camera is faster; what claims more has the unit of its clock for a rate. */
const PLAUSIBLE_RATE = 130
const DEFAULT_RATE = 25
const STANDARD_RATES = [24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60]

/** The prevailing rate, by what is said if the packets agree; one for a single picture. */
function frameRateOf({ rate: { average, grid } }: Track, stepSeconds: number | null): number {
  if (stepSeconds === null) return 1
  // Clocks of a thousandth of a second make 33 ms of a thirtieth.
  const measured = stepSeconds > 0 ? (standardRate(1 / stepSeconds, 0.02) ?? 1 / stepSeconds) : DEFAULT_RATE
  if (average && Math.abs(average / measured - 1) < 0.02) {
    return standardRate(average, 0.0005) ?? standardRate(measured, 0.0005) ?? average
  }
  const possible = grid && grid <= PLAUSIBLE_RATE && (!average || grid <= average * 4)
  return possible ? grid : measured
}

function standardRate(rate: number, tolerance: number): number | undefined {
  const distance = (standard: number) => Math.abs(standard / rate - 1)
  const [nearest] = STANDARD_RATES.toSorted((a, b) => distance(a) - distance(b))
  return nearest && distance(nearest) < tolerance ? nearest : undefined
}

/** A recorder that was switched off leaves any length in a WAV file; tables of the others are written at the end. */
function assertComplete(measured: Measured, report: Report, container: MediaFacts['container']): void {
  if (!['mp4', 'matroska', 'avi'].includes(container) || isWhole(measured, report)) return
  const [made, promised] = [measured.lastSeconds, promisedSeconds(report)].map(Math.round)
  throw new MediaRefused(`This file is incomplete: it breaks off after ${made} of ${promised} seconds. Send it again.`)
}
