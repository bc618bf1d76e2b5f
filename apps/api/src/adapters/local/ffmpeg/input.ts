import { AUDIO_DECODERS, MAX_PIXELS, VIDEO_DECODERS } from './limits.ts'

/**
 * The arguments before an input. Inputs are hostile: the demuxer is the one that the magic bytes named, only local files
 * can be opened, decoders are those that we list, and a picture that grows in mid-stream ends the run.
 */
export function inputArgs(
  { demuxer, path }: { demuxer: string; path: string },
  { before = [], decoders = MEDIA_DECODERS }: { before?: string[]; decoders?: string[] } = {},
): string[] {
  const guards = [
    '-protocol_whitelist',
    'file',
    '-codec_whitelist',
    decoders.join(','),
    '-max_pixels',
    String(MAX_PIXELS),
  ]
  return [...guards, '-f', demuxer, ...before, '-i', `file:${path}`]
}

const MEDIA_DECODERS = [...VIDEO_DECODERS, ...AUDIO_DECODERS]

/** How every run of ffmpeg begins. */
export const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y']
