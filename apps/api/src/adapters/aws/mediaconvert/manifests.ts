import {
  AUDIO_RUNG,
  MEDIACONVERT_BASE,
  type RenditionName,
  type RungName,
  VIDEO_HEIGHTS,
  videoRung,
} from '@better-and-bliss/stream-token'
import type { MadeRendition } from '../../../hls/made.ts'
import { AAC_CODEC } from '../../../hls/playlists.ts'

/** MediaConvert's output is not what was ordered. */
export class OutputUnreadable extends Error {
  override readonly name = 'OutputUnreadable'
}

/** Lightest first. */
const NAMES: RungName[] = [...VIDEO_HEIGHTS.map(videoRung), AUDIO_RUNG]
const CHILD = new RegExp(`^${MEDIACONVERT_BASE}-(.+)\\.m3u8$`)
const SEGMENT_NUMBER = '_[0-9]{5,6}\\.ts'

/** The renditions that MediaConvert's master names, lightest first, the sound last. @throws OutputUnreadable */
export function readMaster(text: string): MadeRendition[] {
  const found = new Map<RungName, MadeRendition>()
  for (const [, tag = '', uri = ''] of text.matchAll(/^#EXT-X-STREAM-INF:(.*)\r?\n([^#\r\n]+)$/gm)) {
    const name = NAMES.find((rung) => rung === CHILD.exec(uri)?.[1])
    if (!name) throw new OutputUnreadable(`A playlist of MediaConvert names ${uri}`)
    found.set(name, renditionOf(name, attributesOf(tag)))
  }
  const renditions = NAMES.flatMap((name) => found.get(name) ?? [])
  if (renditions.length === 0) throw new OutputUnreadable('A playlist of MediaConvert names no renditions')
  return renditions
}

export interface NamedSegment {
  durationSeconds: number
  file: string
}

/** The segments of a rung, as its playlist by MediaConvert names them. @throws OutputUnreadable */
export function readMedia(name: RenditionName, text: string): NamedSegment[] {
  const file = new RegExp(`^${MEDIACONVERT_BASE}-${name}${SEGMENT_NUMBER}$`)
  const segments = [...text.matchAll(/^#EXTINF:([\d.]+),.*\r?\n((?:#.*\r?\n)*)([^#\r\n]+)$/gm)].map(
    ([, seconds, , uri = '']) => ({ durationSeconds: Number(seconds), file: uri }),
  )
  const stray = segments.find((segment) => !file.test(segment.file) || !(segment.durationSeconds > 0))
  if (stray) throw new OutputUnreadable(`The playlist of ${name} by MediaConvert names ${stray.file}`)
  if (segments.length === 0 || !/^#EXT-X-ENDLIST\s*$/m.test(text)) {
    throw new OutputUnreadable(`The playlist of ${name} by MediaConvert has no end`)
  }
  return segments
}

function renditionOf(name: RungName, attributes: Map<string, string>): MadeRendition {
  const bandwidth = Number(attributes.get('BANDWIDTH'))
  if (!(bandwidth > 0)) throw new OutputUnreadable(`MediaConvert tells no bandwidth of ${name}`)
  const averageBandwidth = Number(attributes.get('AVERAGE-BANDWIDTH') ?? bandwidth)
  const rates = { bandwidth: Math.max(bandwidth, averageBandwidth), averageBandwidth }
  if (name === AUDIO_RUNG) {
    const codecs = attributes.get('CODECS') ?? AAC_CODEC
    return { name, kind: 'audio', width: null, height: null, ...rates, codecs, frameRate: null }
  }
  const [, width, height] = /^(\d+)x(\d+)$/.exec(attributes.get('RESOLUTION') ?? '') ?? []
  const codecs = attributes.get('CODECS')
  if (!width || !height || !codecs) throw new OutputUnreadable(`MediaConvert tells no size or codecs of ${name}`)
  const frameRate = attributes.get('FRAME-RATE')
  return {
    ...{ name, kind: 'video', width: Number(width), height: Number(height), ...rates },
    ...{ codecs: codecs.toLowerCase(), frameRate: frameRate === undefined ? null : Number(frameRate) },
  }
}

function attributesOf(tag: string): Map<string, string> {
  const pairs = [...tag.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g)]
  return new Map(pairs.map(([, name = '', quoted, bare = '']) => [name, quoted ?? bare]))
}
