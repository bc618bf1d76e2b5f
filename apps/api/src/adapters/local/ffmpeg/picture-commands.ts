import { PICTURE_FILES } from '@better-and-bliss/stream-token'
import type { MediaFacts } from '../../../ports/transcoder.ts'
import { inputArgs, QUIET } from './input.ts'
import { PICTURE_DECODERS } from './limits.ts'
import { deinterlaced, toneMapped } from './picture-filters.ts'
import type { Source } from './source.ts'

const THUMBNAIL_WIDTH = 640
const POSTER_WIDTH = 1280

/** Titles and fades to black are at the beginning; the most typical of a few keyframes behind them shows the film. */
const FRAME_AT_SHARE = 0.1
const FRAME_AT_MOST_SECONDS = 60
const KEYFRAMES_TO_CHOOSE_FROM = 3

/** The whole sound in mono, in the work folder. */
export const SOUND_OF_WAVEFORM = 'waveform.wav'
/** The filter that draws holds all samples until the end: at this rate four hours take 120 MB. */
export const WAVEFORM_HZ = 4_000

/** Writes `waveform.wav`: a sound as it is needed to draw its waveform. */
export function waveformSoundArgs(source: Source): string[] {
  const sound = ['-map', `0:${source.sound?.index}`, '-af', `aresample=${WAVEFORM_HZ}:async=1`, '-ac', '1']
  return [...QUIET, ...inputArgs(source), ...sound, '-c:a', 'pcm_s16le', '-f', 'wav', SOUND_OF_WAVEFORM]
}

/** Writes `waveform.png` from `waveform.wav`: the sound as 160 bars, 1600 x 400, transparent around them. */
export function waveformArgs(): string[] {
  const input = inputArgs({ demuxer: 'wav', path: SOUND_OF_WAVEFORM }, { decoders: ['pcm_s16le'] })
  const output = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', PICTURE_FILES.waveform]
  return [...QUIET, ...input, '-filter_complex', `[0:a:0]${WAVEFORM_FILTER}[p]`, '-map', '[p]', ...output]
}

const WAVEFORM_FILTER = [
  'showwavespic=s=160x400:scale=sqrt:draw=full:colors=white',
  'format=rgba',
  'scale=1600:400:flags=neighbor',
  "geq=r='120+70*Y/H':g='205-25*Y/H':b='190+40*Y/H':a='if(lt(mod(X,10),6),alpha(X,Y),0)'",
].join(',')

/** Where the frame that stands for a video is looked for, in seconds. */
export function typicalSeconds({ picture }: Source): number {
  return Math.min(FRAME_AT_MOST_SECONDS, (picture?.endSeconds ?? 0) * FRAME_AT_SHARE)
}

/** Writes `thumbnail.jpg` and `poster.jpg` from a frame of a video. Only keyframes are decoded. */
export function frameArgs(source: Source, atSeconds: number): string[] {
  const seek = ['-skip_frame', 'nokey', '-noaccurate_seek', '-ss', atSeconds.toFixed(3)]
  const frames = `[0:${source.picture?.index}]setpts=PTS-STARTPTS,${deinterlaced},thumbnail=${KEYFRAMES_TO_CHOOSE_FROM}`
  return jpegArgs(inputArgs(source, { before: seek }), frames, heightFor(source.facts), toneMapped(source))
}

/** The same from a designed cover. */
export function coverArgs(cover: { demuxer: string; path: string }): string[] {
  return jpegArgs(pictureInput(cover), '[0:v:0]null', () => '-2')
}

/** Decodes a designed cover, and keeps nothing. */
export function decodeArgs(cover: { demuxer: string; path: string }): string[] {
  return [...QUIET, ...pictureInput(cover), '-frames:v', '1', '-f', 'null', '-']
}

/** The same for a sound: its waveform, read from `waveform.png`, on a calm gradient. */
export function waveformPosterArgs(): string[] {
  const evening = "geq=r='18+20*Y/H':g='38+44*Y/H+10*X/W':b='52+40*Y/H'"
  const ground = `color=s=1280x720:d=1:r=1,format=rgb24,${evening}[ground]`
  const graph = `${ground};[0:v:0]scale=1080:-1[wave];[ground][wave]overlay=(W-w)/2:(H-h)/2:shortest=1`
  return jpegArgs(pictureInput({ demuxer: 'png_pipe', path: PICTURE_FILES.waveform }), graph, () => '-2')
}

function pictureInput(picture: { demuxer: string; path: string }): string[] {
  return inputArgs(picture, { decoders: PICTURE_DECODERS })
}

type HeightFor = (width: number) => string

/** Display size counts: pixels of the source need not be square. */
function heightFor({ width, height }: MediaFacts): HeightFor {
  return (newWidth) => String(Math.max(2, 2 * Math.round((newWidth * (height ?? 9)) / (width ?? 16) / 2)))
}

function jpegArgs(input: string[], graph: string, height: HeightFor, toneMapping = ''): string[] {
  const scale = (width: number) =>
    `scale=${width}:${height(width)}:flags=bicubic${toneMapping},format=yuvj420p,setsar=1`
  const sizes = `split[p][t];[p]${scale(POSTER_WIDTH)}[poster];[t]${scale(THUMBNAIL_WIDTH)}[thumbnail]`
  const output = (name: 'poster' | 'thumbnail') => [
    ...['-map', `[${name}]`, '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4'],
    ...['-f', 'image2', '-update', '1', PICTURE_FILES[name]],
  ]
  return [...QUIET, ...input, '-filter_complex', `${graph},${sizes}`, ...output('poster'), ...output('thumbnail')]
}
