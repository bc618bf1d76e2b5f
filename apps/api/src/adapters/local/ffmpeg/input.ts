import { AUDIO_DECODERS, MAX_PIXELS, MAX_TRACKS, VIDEO_DECODERS } from './limits.ts'

/**
 * The arguments before an input. Inputs are hostile: the demuxer is the one that the magic bytes named, only local files
 * can be opened, decoders are those that we list, and a picture that grows in mid-stream ends the run.
 */
export function inputArgs(
  { demuxer, path }: { demuxer: string; path: string },
  { before = [], decoders = MEDIA_DECODERS }: { before?: string[]; decoders?: string[] } = {},
): string[] {
  const guards = [
    ...['-protocol_whitelist', 'file', '-codec_whitelist', decoders.join(',')],
    ...['-max_pixels', String(MAX_PIXELS), '-max_streams', String(MAX_TRACKS)],
    ...['-probesize', String(LOOK_BYTES), '-analyzeduration', String(LOOK_SECONDS * 1e6)],
  ]
  return [...guards, '-f', demuxer, ...before, '-i', `file:${path}`]
}

/** A broadcast that was joined in the middle describes its picture late. */
const LOOK_BYTES = 32e6
const LOOK_SECONDS = 30

const MEDIA_DECODERS = [...VIDEO_DECODERS, ...AUDIO_DECODERS]

/** How every run of ffmpeg begins. */
export const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y']
