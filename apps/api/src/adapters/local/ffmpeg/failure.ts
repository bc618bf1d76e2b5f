import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused } from '../../../ports/transcoder.ts'

/** ffmpeg ended without doing its work, and nobody knows why. `cause` keeps what it said. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed'
}

/** ffmpeg was ended because it took longer than it may. */
export class FfmpegOverran extends Error {
  override readonly name = 'FfmpegOverran'
}

/** Whether a run ended for a reason that lies in what it read, or that nobody knows: what is no film can be left out then. */
export function isPassable(error: unknown): boolean {
  return error instanceof MediaRefused || error instanceof FfmpegFailed || error instanceof FfmpegOverran
}

export interface Ending {
  /** Null when a signal ended it, or it never began. */
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** The last of what it wrote to stderr, or why it could not begin. */
  stderr: string
}

const OURS: [RegExp, string][] = [
  [/No space left on device|Disk quota exceeded/, 'The disk is full.'],
  [/Cannot allocate memory|Out of memory/i, 'There was not enough memory.'],
  [
    /Unknown encoder|Encoder .* not found|Unrecognized option|Option not found|No such filter/,
    'This ffmpeg lacks a part that is needed. Install another, or name one with FFMPEG_PATH.',
  ],
  [/Permission denied|Read-only file system/, 'ffmpeg may not read or write a file.'],
  [/Too many open files|Resource temporarily unavailable/, 'The system has run out of processes or open files.'],
]

/** ffmpeg indents what it describes of a file, its title and comments among it; its own messages it does not. */
const DESCRIPTION_OF_FILE = /^[ \t].*$/gm

const TOO_MANY_TRACKS = /exceeds max_streams/

const THEIRS: [RegExp, string][] = [
  [/moov atom not found/, 'The file is incomplete: its table of contents is missing. Export or send it again.'],
  [/exceeds maximum|exceeds specified max pixel|Picture size .* is invalid/i, 'The picture is too large.'],
  [/not on whitelist/i, 'The file uses a codec that we do not take. Convert it to H.264 and AAC.'],
  [/matches no streams|does not contain any stream/, 'The file holds no picture and no sound that can be read.'],
  [
    /Invalid data found|could not find codec parameters|Cannot determine format|Output file is empty|Error while decoding|Error opening input|Input\/output error|unspecified size|End of file/i,
    'The file is damaged: its contents cannot be decoded. Export or send it again.',
  ],
]

/** Puts the end of ffmpeg into words: who is to blame, the file, our side, or nobody knows. */
export function explain({
  exitCode,
  signal,
  stderr,
}: Ending): MediaRefused | ResourceUnavailable | FfmpegFailed | FfmpegOverran {
  const cause = new Error(stderr.trim() || 'ffmpeg wrote no message')
  const messages = stderr.replaceAll(DESCRIPTION_OF_FILE, '')
  const told = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(messages))?.[1]
  if (exitCode === null && signal === null) {
    return new ResourceUnavailable(`ffmpeg cannot be started (${stderr}).`, { cause })
  }
  if (signal === 'SIGXCPU') return new FfmpegOverran('ffmpeg took longer than it may.', { cause })
  if (signal === 'SIGKILL' || signal === 'SIGTERM') {
    return new ResourceUnavailable(`ffmpeg was ended by ${signal}: is there enough memory?`, { cause })
  }
  if (TOO_MANY_TRACKS.test(messages)) return new MediaRefused('This file has too many tracks.', { cause })
  const ours = told(OURS)
  if (ours) return new ResourceUnavailable(ours, { cause })
  if (exitCode === null) return new FfmpegFailed(`ffmpeg was ended by ${signal}.`, { cause })
  const theirs = told(THEIRS)
  if (theirs) return new MediaRefused(theirs, { cause })
  return new FfmpegFailed(`ffmpeg ended with code ${exitCode}.`, { cause })
}
