import { UUID_PATTERN } from './grammar.ts'
import { AUDIO_RUNG, type RungName, VIDEO_HEIGHTS, videoRung } from './rungs.ts'

/** The playlist that names those of the rungs. */
export const MASTER_PLAYLIST = 'master.m3u8'

/** An item's pictures. */
export const PICTURE_FILES = { thumbnail: 'thumbnail.jpg', poster: 'poster.jpg', waveform: 'waveform.png' } as const

/** `720p.m3u8` */
export function playlistFile(rung: RungName): string {
  return `${rung}.m3u8`
}

/** `720p/segment0000.ts` */
export function segmentFile(rung: RungName, index: number): string {
  return segmentTemplate(rung).replace(PRINTF_NUMBER, String(index).padStart(SEGMENT_DIGITS, '0'))
}

/** `720p/segment%04d.ts`, as printf and ffmpeg read it. */
export function segmentTemplate(rung: RungName): string {
  return `${rung}/segment${PRINTF_NUMBER}.ts`
}

/** The key in the store, and the path at the edge without its slash, of one of an item's files; without a file, its folder. */
export function mediaKey(contentId: string, file = ''): string {
  return `hls/${contentId}/${file}`
}

/** What a path at the edge names. `minHeight` is the cap that a token needs: of pictures none, of the master and sound any. */
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
  const [, contentId = '', playlist, segmentRung, jpg] = match
  const kind =
    playlist !== undefined ? 'playlist' : segmentRung !== undefined ? 'segment' : jpg !== undefined ? 'jpg' : 'png'
  return { kind, contentId, key: path.slice(1), minHeight: minHeightOf(playlist ?? segmentRung) }
}

const SEGMENT_DIGITS = 4
const PRINTF_NUMBER = `%0${SEGMENT_DIGITS}d`

const RUNGS = [...VIDEO_HEIGHTS.map(videoRung), AUDIO_RUNG]

const escaped = (file: string) => file.replaceAll('.', '\\.')
const oneOf = (texts: readonly string[]) => texts.map(escaped).join('|')
const PICTURES = Object.values(PICTURE_FILES)
const PLAYLIST = `(${oneOf([MASTER_PLAYLIST, ...RUNGS.map(playlistFile)])})`
const SEGMENT = `(${oneOf(RUNGS)})/segment[0-9]{${SEGMENT_DIGITS},6}\\.ts`
const JPG = `(${oneOf(PICTURES.filter((file) => file.endsWith('.jpg')))})`
const PNG = oneOf(PICTURES.filter((file) => file.endsWith('.png')))
const PATH = new RegExp(`^/${mediaKey(`(${UUID_PATTERN})`, `(?:${PLAYLIST}|${SEGMENT}|${JPG}|${PNG})`)}$`)

function minHeightOf(name: string | undefined): number {
  return name === undefined ? 0 : Number.parseInt(name, 10) || 1
}
