import { UUID_PATTERN } from './grammar.ts'
import { AUDIO_RUNG, type RungName, VIDEO_HEIGHTS, videoRung } from './rungs.ts'

/** The playlist that names those of the rungs. */
export const MASTER_PLAYLIST = 'master.m3u8'

/** An item's pictures. */
export const PICTURE_FILES = { thumbnail: 'thumbnail.jpg', poster: 'poster.jpg', waveform: 'waveform.png' } as const

/** Captions in one language, `sub-en`, and a further sound, `audio-fr`. The tag is a language's, as `isTrackTag` takes it. */
export type TrackName = `sub-${string}` | `audio-${string}`

/** What has a media playlist of its own. */
export type RenditionName = RungName | TrackName

/** Whether files may be named by a language: two or three letters, and up to three short subtags (`pt-BR`, `en-02`). */
export function isTrackTag(text: string): boolean {
  return TRACK_TAG.test(text)
}

/** `720p.m3u8` */
export function playlistFile(name: RenditionName): string {
  return `${name}.m3u8`
}

/** `720p/segment0000.ts`, `sub-en/segment0000.vtt` */
export function segmentFile(name: RenditionName, index: number): string {
  return segmentTemplate(name).replace(PRINTF_NUMBER, String(index).padStart(SEGMENT_DIGITS, '0'))
}

/** `720p/segment%04d.ts`, as printf and ffmpeg read it. */
export function segmentTemplate(name: RenditionName): string {
  return `${name}/segment${PRINTF_NUMBER}.${name.startsWith('sub-') ? 'vtt' : 'ts'}`
}

/** What MediaConvert's names of an item's files begin with: of a rung it makes `media-720p_00001.ts`, and so on. */
export const MEDIACONVERT_BASE = 'media'

/** A sheet of small pictures for the seek bar: `storyboard/sheet000.jpg` */
export function storyboardFile(index: number): string {
  return `${STORYBOARD}/sheet${String(index).padStart(SHEET_DIGITS, '0')}.jpg`
}

/** The key in the store, and the path at the edge without its slash, of one of an item's files; without a file, its folder. */
export function mediaKey(contentId: string, file = ''): string {
  return `hls/${contentId}/${file}`
}

/**
 * What a path at the edge names. `minHeight` is the cap that a token needs: of pictures none, of the master, sound, captions
 * and the storyboard any. (A picture token is for everybody, and a storyboard shows the whole film.)
 */
export interface MediaPath {
  kind: 'playlist' | 'segment' | 'jpg' | 'png'
  contentId: string
  key: string
  minHeight: number
}

/** Parses a raw, undecoded path. @returns null for whatever is not the one spelling of a medium's address. */
export function parseMediaPath(path: string): MediaPath | null {
  const match = PATH.exec(path)
  if (match === null) return null
  const [, contentId = '', playlist, segment, captions, converted, storyboard, jpg] = match
  const stream = playlist ?? segment ?? captions ?? converted
  const kind =
    playlist !== undefined
      ? 'playlist'
      : stream !== undefined
        ? 'segment'
        : (storyboard ?? jpg) !== undefined
          ? 'jpg'
          : 'png'
  return { kind, contentId, key: path.slice(1), minHeight: minHeightOf(stream ?? storyboard) }
}

const SEGMENT_DIGITS = 4
const PRINTF_NUMBER = `%0${SEGMENT_DIGITS}d`
const SHEET_DIGITS = 3
const STORYBOARD = 'storyboard'

const TAG = '[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}'
const TRACK_TAG = new RegExp(`^${TAG}$`)

/** njs knows no replaceAll. */
const escaped = (file: string) => file.replace(/\./g, '\\.')
const oneOf = (texts: readonly string[]) => texts.map(escaped).join('|')
const PICTURES = Object.values(PICTURE_FILES)
const SOUND = `${AUDIO_RUNG}(?:-${TAG})?`
const VIDEO = oneOf(VIDEO_HEIGHTS.map(videoRung))
const NUMBERED = `/segment[0-9]{${SEGMENT_DIGITS},6}\\.`
const PLAYLIST = `(${escaped(MASTER_PLAYLIST)}|(?:${VIDEO}|${SOUND}|sub-${TAG})\\.m3u8)`

/** What files of segments are called, as regular expressions whose one group is the name of the rendition; the last is MediaConvert's. */
export const SEGMENT_PATTERNS = [
  `(${VIDEO}|${SOUND})${NUMBERED}ts`,
  `(sub-${TAG})${NUMBERED}vtt`,
  `${MEDIACONVERT_BASE}-(${VIDEO}|${SOUND})_[0-9]{5,6}\\.ts`,
] as const
const SEGMENT = SEGMENT_PATTERNS.join('|')
const JPG = `(${STORYBOARD})/sheet[0-9]{${SHEET_DIGITS}}\\.jpg|(${oneOf(PICTURES.filter((file) => file.endsWith('.jpg')))})`
const PNG = oneOf(PICTURES.filter((file) => file.endsWith('.png')))
const PATH = new RegExp(`^/${mediaKey(`(${UUID_PATTERN})`, `(?:${PLAYLIST}|${SEGMENT}|${JPG}|${PNG})`)}$`)

function minHeightOf(name: string | undefined): number {
  return name === undefined ? 0 : Number.parseInt(name, 10) || 1
}
