import { isPassable } from './failure.ts'
import { packetReader, type Span } from './packets.ts'
import { type ProbedFile, probe } from './probe.ts'
import type { Report, Track } from './report.ts'
import { endOf } from './run.ts'
import type { Container } from './sniff.ts'
import type { Choice } from './tracks.ts'

export interface Measured {
  picture: Span | null
  /** Of each chosen sound, in their order; null of one that has nothing. */
  sounds: (Span | null)[]
  /** When the last of them ends, or of the captions; of all tracks where those end before the file does. */
  lastSeconds: number
  /** The file ends within a packet. */
  isCut: boolean
}

/** Their tables tell where the end is, so that only the two ends have to be read. Others are walked through. */
const WITH_TABLE: Container[] = ['mp4', 'matroska']
/** What is not much longer than its ends is read whole. */
const WHOLE_SECONDS = 60
const END_SECONDS = 10
/** Enough to see that the decoders take what there is. */
const DECODED_SECONDS = 0.2
/** A container may promise a little more than its last packet gives; what ends within a packet has less excuse. */
const MISSING_SHARE = 0.1
const MISSING_SECONDS = 1
const MISSING_SECONDS_IN_CUT = 0.25
/** As ffmpeg's demuxers for MP4 and Matroska say it. */
const CUT = /partial file|File ended prematurely/

/**
 * Decodes the first moment of the chosen tracks, and measures when each of them plays, by its packets: what containers
 * promise is often wrong.
 *
 * @throws MediaRefused
 */
export async function measure(file: ProbedFile, report: Report, choice: Choice): Promise<Measured> {
  const promised = promisedSeconds(report)
  if (WITH_TABLE.includes(file.container) && promised > WHOLE_SECONDS) {
    const ends = await measureEnds(file, choice, promised)
    if (ends && isWhole(ends, report)) return ends
  }
  const whole = await measureWhole(file, choice)
  if (isWhole(whole, report)) return whole
  return { ...whole, lastSeconds: Math.max(whole.lastSeconds, await endOfOthers(file, report, choice)) }
}

/** When the last of the tracks ends that were not chosen: what nobody will see or hear may outlast everything else. */
async function endOfOthers(file: ProbedFile, { tracks }: Report, chosen: Choice): Promise<number> {
  const others = tracks.filter((track) => ![chosen.picture, ...chosen.sounds, ...chosen.captions].includes(track))
  if (others.length === 0) return 0
  try {
    const choice = { picture: null, sounds: others, captions: [] }
    return (await spans(file, choice, [], [], false)).lastSeconds
  } catch (error) {
    if (isPassable(error)) return 0
    throw error
  }
}

/**
 * Whether a file lasts about as long as it says, which is as long as its longest track does. One that begins late may count the time
 * before, or not.
 */
export function isWhole(measured: Measured, report: Report): boolean {
  const missing = promisedSeconds(report) - measured.lastSeconds
  if (measured.isCut) return missing < MISSING_SECONDS_IN_CUT
  return missing <= promisedSeconds(report) * MISSING_SHARE + MISSING_SECONDS
}

/** Seconds from the start to the end of what lasts longer, the picture or the sound that is heard by default. */
export function lengthOf({ picture, sounds: [sound] }: Pick<Measured, 'picture' | 'sounds'>): number {
  return Math.max(picture?.endSeconds ?? 0, sound?.endSeconds ?? 0)
}

export function promisedSeconds({ durationSeconds, startSeconds }: Report): number {
  const duration = durationSeconds ?? 0
  return startSeconds > 0 && startSeconds < duration ? duration - startSeconds : duration
}

async function measureEnds(file: ProbedFile, choice: Choice, promised: number): Promise<Measured | null> {
  const from = promised - END_SECONDS
  const [head, tail] = await Promise.all([
    spans(file, choice, [], ['-t', String(END_SECONDS)], true),
    spans(file, choice, ['-ss', from.toFixed(3)], [], false),
  ])
  const joined = (first: Span | null | undefined, last: Span | null | undefined): Span | null => {
    if (!last) return null
    // What does not begin within the head begins later.
    return { ...(first ?? { startSeconds: END_SECONDS, stepSeconds: null }), endSeconds: from + last.endSeconds }
  }
  const picture = joined(head.picture, tail.picture)
  const [sound, ...further] = choice.sounds.map((_, index) => joined(head.sounds[index], tail.sounds[index]))
  if ((choice.picture && !picture) || sound === null) return null
  // A further sound may end before the others.
  const others = further.map((span, index) => span ?? head.sounds[index + 1] ?? null)
  const lastSeconds = Math.max(head.lastSeconds, from + tail.lastSeconds)
  return { picture, sounds: sound ? [sound, ...others] : [], lastSeconds, isCut: tail.isCut }
}

function measureWhole(file: ProbedFile, choice: Choice): Promise<Measured> {
  return spans(file, choice, [], [], true)
}

async function spans(
  file: ProbedFile,
  { picture, sounds, captions }: Omit<Choice, 'leftOut'>,
  before: string[],
  limit: string[],
  decode: boolean,
): Promise<Measured> {
  const mapped = (tracks: (Track | null | undefined)[]) =>
    tracks.flatMap((track) => (track ? ['-map', `0:${track.index}`] : []))
  const maps = mapped([picture, ...sounds, ...captions])
  const decoded = [
    '-max_error_rate',
    '1',
    ...mapped([picture, sounds[0]]),
    '-t',
    String(DECODED_SECONDS),
    '-threads',
    '1',
    '-f',
    'null',
    '-',
  ]
  const copied = [...maps, '-c', 'copy', ...limit, '-f', 'framecrc', 'pipe:1']
  const packets = packetReader()
  const said = await endOf(probe(file, before, [...(decode ? decoded : []), ...copied]), packets.take)
  const found = packets.spans()
  return {
    picture: (picture && found.get(0)) ?? null,
    sounds: sounds.map((_, index) => found.get(index + (picture ? 1 : 0)) ?? null),
    lastSeconds: Math.max(0, ...[...found.values()].map(({ endSeconds }) => endSeconds)),
    isCut: CUT.test(said),
  }
}
