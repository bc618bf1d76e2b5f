import { AUDIO_RUNG, playlistFile } from '@better-and-bliss/stream-token'
import { AUDIO_KBPS, PEAK_SHARE, SEGMENT_SECONDS } from './ladder.ts'
import type { MadeRendition } from './made.ts'
import { groupAttributes, heaviestChoice, type MediaTracks, mediaTags, NO_TRACKS } from './tracks.ts'

export interface Segment {
  durationSeconds: number
  bytes: number
}

/** The durations, in seconds, of the segments that ffmpeg has finished. An entry that is cut off counts for nothing. */
export function finishedSegments(playlist: string): number[] {
  return [...playlist.matchAll(/^#EXTINF:([\d.]+),\n[^#\n]+\n/gm)].map(([, seconds]) => Number(seconds))
}

/** Whether ffmpeg wrote this playlist to its end. */
export function isComplete(playlist: string): boolean {
  return playlist.endsWith(`${END}\n`)
}

const END = '#EXT-X-ENDLIST'

/**
 * A media playlist (RFC 8216, section 4.3.3). While an item grows, nothing in its playlist may change but what is
 * appended (6.2.1): so it is an EVENT to the end, and complete by one more line. It says that playback starts at the
 * beginning; players would take it for a live stream and start at its end.
 */
export function mediaPlaylist(
  segments: { durationSeconds: number; file: string }[],
  state: 'growing' | 'complete',
): string {
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${targetSeconds(segments)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-START:TIME-OFFSET=0',
    ...segments.flatMap(({ durationSeconds, file }) => [`#EXTINF:${durationSeconds.toFixed(6)},`, file]),
    ...(state === 'complete' ? [END] : []),
  ])
}

/** A master playlist (RFC 8216, section 4.3.4) of renditions in the order given, and of what can be chosen beside them. */
export function masterPlaylist(renditions: MadeRendition[], tracks: MediaTracks = NO_TRACKS): string {
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...mediaTags(tracks),
    ...renditions.flatMap((rendition) => [
      `#EXT-X-STREAM-INF:${attributes(rendition, tracks)}`,
      playlistFile(rendition.name),
    ]),
  ])
}

function attributes(rendition: MadeRendition, tracks: MediaTracks): string {
  const { bandwidth, averageBandwidth, width, height, frameRate, codecs } = rendition
  const beside = heaviestChoice(tracks)
  const list = [`BANDWIDTH=${bandwidth + beside}`, `AVERAGE-BANDWIDTH=${averageBandwidth + beside}`]
  if (width !== null && height !== null) list.push(`RESOLUTION=${width}x${height}`)
  if (frameRate !== null) list.push(`FRAME-RATE=${frameRate.toFixed(3)}`)
  const isSilent = !codecs.includes('mp4a') && tracks.sounds.length > 0
  list.push(`CODECS="${codecs}${isSilent ? `,${AAC_CODEC}` : ''}"`, ...groupAttributes(tracks))
  return list.join(',')
}

const lines = (list: string[]) => `${list.join('\n')}\n`

/** Bits per second: the mean, and the peak of any run of segments of half to one and a half target durations (RFC 8216, 4.3.4.2). */
export function bandwidths(segments: Segment[]): { bandwidth: number; averageBandwidth: number } {
  const target = targetSeconds(segments)
  const averageBandwidth = rateOf(segments)
  let bandwidth = averageBandwidth
  for (const first of segments.keys()) {
    for (let after = first + 1; after <= segments.length; after += 1) {
      const run = segments.slice(first, after)
      const seconds = totalSeconds(run)
      if (seconds > target * 1.5) break
      if (seconds >= target / 2) bandwidth = Math.max(bandwidth, rateOf(run))
    }
  }
  return { bandwidth, averageBandwidth }
}

function rateOf(run: Segment[]): number {
  return Math.ceil((run.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / totalSeconds(run))
}

/** That of a playlist of these segments. */
function targetSeconds(segments: Pick<Segment, 'durationSeconds'>[]): number {
  return Math.max(SEGMENT_SECONDS, ...segments.map(({ durationSeconds }) => Math.round(durationSeconds)))
}

export const totalSeconds = (segments: Pick<Segment, 'durationSeconds'>[]) =>
  segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)

/** A transport stream's tables and headers weigh more on sound, which is light. */
const VIDEO_IN_CONTAINER = 1.05
const AUDIO_IN_CONTAINER = 1.4

/** The peak that a rendition may reach while only its first segments are known, in bits per second. */
export function highestBandwidth({ videoKbps, hasAudio }: { videoKbps: number; hasAudio: boolean }): number {
  const audioKbps = hasAudio ? AUDIO_KBPS * AUDIO_IN_CONTAINER : 0
  return Math.round((videoKbps * PEAK_SHARE * VIDEO_IN_CONTAINER + audioKbps) * 1000)
}

/**
 * The `avc1.PPCCLL` of the H.264 video in a transport stream: profile, constraints and level are the three bytes after
 * the type of its first sequence parameter set (ISO/IEC 14496-10, 7.3.2.1.1; RFC 6381).
 *
 * @returns null when there is none.
 */
export function avcCodec(segment: Uint8Array): string | null {
  const bytes = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength)
  const at = bytes.indexOf(Buffer.from([0, 0, 1, 0x67]))
  if (at < 0 || at + 7 > bytes.length) return null
  return `avc1.${bytes.toString('hex', at + 4, at + 7)}`
}

export const AAC_CODEC = 'mp4a.40.2'

export function audioRendition(rates: { bandwidth: number; averageBandwidth: number }): MadeRendition {
  return { name: AUDIO_RUNG, kind: 'audio', width: null, height: null, ...rates, codecs: AAC_CODEC, frameRate: null }
}
