import { type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'

/** A long retreat fits; a file that would keep the worker for days does not. */
export const MAX_DURATION_SECONDS = 4 * 60 * 60
/** Less is a slip, and no player makes a stream of it. */
const MIN_DURATION_SECONDS = 0.5
/** 8K, the largest that cameras make. A picture of this size takes 50 MB, and a decoder keeps some twenty. */
export const MAX_PIXELS = 8192 * 4320
const MAX_SIDE = 8192
const MIN_SIDE = 16
/** Slow motion of phones. */
const MAX_FRAME_RATE = 240
/** Containers may hold thousands of tracks, each with its own decoder; a whole broadcast multiplex has some two hundred. */
export const MAX_TRACKS = 256

/** ffmpeg's names of the decoders that may run: what people send, and none of the hundreds that nobody has looked at. */
export const VIDEO_DECODERS = [
  ...['h264', 'hevc', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'av1', 'libdav1d', 'libaom-av1'],
  ...['prores', 'dnxhd', 'mpeg4', 'mpeg2video', 'mpeg1video', 'mjpeg', 'dvvideo', 'theora', 'h263', 'msmpeg4'],
  ...['svq1', 'svq3', 'qtrle'],
]
export const AUDIO_DECODERS = [
  ...[
    'aac',
    'aac_latm',
    'mp3',
    'mp3float',
    'mp2',
    'mp2float',
    'mp1',
    'mp1float',
    'opus',
    'libopus',
    'vorbis',
    'libvorbis',
  ],
  ...['flac', 'alac', 'ac3', 'eac3', 'dca', 'adpcm_ms', 'adpcm_ima_wav', 'adpcm_ima_qt'],
  ...['pcm_u8', 'pcm_s8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be'],
  ...['pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be', 'pcm_mulaw', 'pcm_alaw'],
]

/** Subtitles that are text: their codecs, which are their decoders' names. All others are pictures. */
export const CAPTION_DECODERS = ['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'text']

export const PICTURE_DECODERS = ['mjpeg', 'png', 'webp', 'libwebp']

/** Codecs that ffmpeg decodes by a part of another name. */
const DECODER_OF: Record<string, string> = { dts: 'dca', msmpeg4v3: 'msmpeg4' }

type Measures = Pick<MediaFacts, 'durationSeconds' | 'width' | 'height' | 'frameRate'>

/** @throws MediaRefused when a file asks for more than we give. */
export function assertWithinLimits({ durationSeconds, width, height, frameRate }: Measures): void {
  if (!(durationSeconds >= MIN_DURATION_SECONDS)) throw new MediaRefused('This file is shorter than half a second.')
  if (durationSeconds > MAX_DURATION_SECONDS) throw new MediaRefused('This file is longer than four hours. Divide it.')
  if (width !== null && height !== null) {
    const [short, long] = [Math.min(width, height), Math.max(width, height)]
    if (short < MIN_SIDE) throw new MediaRefused(`Its picture is too small: ${width} × ${height} pixels.`)
    if (long > MAX_SIDE || width * height > MAX_PIXELS) {
      throw new MediaRefused(`Its picture is too large: ${width} × ${height} pixels. Up to 8192 × 4320 can be taken.`)
    }
  }
  if (frameRate !== null && !(frameRate <= MAX_FRAME_RATE)) {
    throw new MediaRefused(`It has ${Math.round(frameRate)} frames a second. Up to ${MAX_FRAME_RATE} can be taken.`)
  }
}

export function isTaken(what: 'picture' | 'sound', codec: string): boolean {
  return (what === 'picture' ? VIDEO_DECODERS : AUDIO_DECODERS).includes(DECODER_OF[codec] ?? codec)
}

/**
 * @param codec ffmpeg's name, or the container's code of one that ffmpeg does not know; null where there is no such track.
 * @throws MediaRefused that names the codec when it is none of ours.
 */
export function assertCodec(what: 'picture' | 'sound', codec: string | null): void {
  if (codec === null || isTaken(what, codec)) return
  throw new MediaRefused(`Its ${what} uses the codec "${codec}", which we do not take. Convert it to H.264 and AAC.`)
}
