import { MediaRefused } from '../../../ports/transcoder.ts'

/** ffmpeg ended without doing its work, and the file is not known to be at fault. `cause` keeps what it said. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed'
}

export interface Ending {
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  /** The last of what it wrote to stderr. */
  stderr: string
}

const OURS: [RegExp, string][] = [
  [/No space left on device/, 'The disk is full.'],
  [/Cannot allocate memory|Out of memory/i, 'There was not enough memory.'],
  [
    /Unknown encoder|Encoder .* not found|Unrecognized option|Option not found/,
    'This ffmpeg lacks a part that is needed.',
  ],
  [/Permission denied|Read-only file system/, 'ffmpeg may not read or write a file.'],
]

const THEIRS: [RegExp, string][] = [
  [/moov atom not found/, 'The file is incomplete: its table of contents is missing. Export or send it again.'],
  [/exceeds maximum|Picture size .* is invalid|max_pixels/i, 'The picture is too large.'],
  [/not on whitelist/i, 'The file uses a codec that we do not take. Convert it to H.264 and AAC.'],
  [/matches no streams|does not contain any stream/, 'The file holds no picture and no sound that can be read.'],
  [
    /Invalid data found|could not find codec parameters|Cannot determine format|Output file is empty|Error while decoding|Error opening input|unspecified size/i,
    'The file is damaged: its contents cannot be decoded. Export or send it again.',
  ],
]

/** Puts the end of ffmpeg into words: a MediaRefused when the file is to blame, else an FfmpegFailed. */
export function explain({ exitCode, signal, stderr }: Ending): MediaRefused | FfmpegFailed {
  const cause = new Error(stderr.trim() || 'ffmpeg wrote no message')
  const told = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(stderr))?.[1]
  const ours = told(OURS)
  if (ours) return new FfmpegFailed(ours, { cause })
  if (exitCode === null) return new FfmpegFailed(`ffmpeg was ended by ${signal ?? 'the system'}.`, { cause })
  const theirs = told(THEIRS)
  if (theirs) return new MediaRefused(theirs, { cause })
  return new FfmpegFailed(`ffmpeg ended with code ${exitCode}.`, { cause })
}
