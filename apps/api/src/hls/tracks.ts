import { playlistFile, type TrackName } from '@better-and-bliss/stream-token'
import type { Language } from '../ports/transcoder.ts'

/** A sound or captions that a master playlist offers to choose (RFC 8216, 4.3.4.1). */
export interface MediaTrack extends Language {
  /** Null for the sound that is in the variants themselves. */
  name: TrackName | null
  /** Played when nobody has chosen. */
  isDefault: boolean
  /** Whether a player may choose it for its language alone. */
  isAutoselected: boolean
  /** Translates what is foreign in the film even to who wants no captions. */
  isForced: boolean
  /** Uniform type identifiers, such as `public.accessibility.describes-video`. */
  characteristics: string[]
  /** The peak, in bits per second. */
  bandwidth: number
}

export interface MediaTracks {
  /** The default first; a single one in the variants needs no choice. */
  sounds: MediaTrack[]
  captions: MediaTrack[]
}

export const NO_TRACKS: MediaTracks = { sounds: [], captions: [] }

const GROUPS = { sounds: 'sound', captions: 'subs' } as const

/** The `EXT-X-MEDIA` lines of a master playlist. */
export function mediaTags({ sounds, captions }: MediaTracks): string[] {
  return [
    ...(isChoice(sounds) ? sounds.map((track) => mediaTag('AUDIO', GROUPS.sounds, track)) : []),
    ...captions.map((track) => mediaTag('SUBTITLES', GROUPS.captions, track)),
  ]
}

/** Whether there is another sound than the one in the variants themselves. */
function isChoice(sounds: MediaTrack[]): boolean {
  return sounds.some(({ name }) => name !== null)
}

/** What a variant says of the groups that belong to it. */
export function groupAttributes({ sounds, captions }: MediaTracks): string[] {
  return [
    ...(isChoice(sounds) ? [`AUDIO="${GROUPS.sounds}"`] : []),
    ...(captions.length > 0 ? [`SUBTITLES="${GROUPS.captions}"`] : []),
  ]
}

/** What a variant and its heaviest choice of tracks take together may be more than the variant (4.3.4.2). In bits per second. */
export function heaviestChoice({ sounds, captions }: MediaTracks): number {
  const heaviest = (tracks: MediaTrack[]) => Math.max(0, ...tracks.map(({ bandwidth }) => bandwidth))
  return heaviest(sounds.filter(({ name }) => name !== null)) + heaviest(captions)
}

function mediaTag(type: 'AUDIO' | 'SUBTITLES', group: string, track: MediaTrack): string {
  const { name, language, label } = track
  return `#EXT-X-MEDIA:${[
    ...[`TYPE=${type}`, `GROUP-ID="${group}"`, `NAME="${label}"`],
    ...(language === 'und' ? [] : [`LANGUAGE="${language}"`]),
    ...[`DEFAULT=${yesOrNo(track.isDefault)}`, `AUTOSELECT=${yesOrNo(track.isAutoselected)}`],
    ...(type === 'AUDIO' ? ['CHANNELS="2"'] : [`FORCED=${yesOrNo(track.isForced)}`]),
    ...(track.characteristics.length > 0 ? [`CHARACTERISTICS="${track.characteristics.join(',')}"`] : []),
    ...(name === null ? [] : [`URI="${playlistFile(name)}"`]),
  ].join(',')}`
}

const yesOrNo = (value: boolean) => (value ? 'YES' : 'NO')
