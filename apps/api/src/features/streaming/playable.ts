import type { Tier } from '@better-and-bliss/membership'
import type { Countries, VideoHeight } from '@better-and-bliss/stream-token'
import type { AudioLanguage, Storyboard } from '../../ports/transcoder.ts'

/** What playback needs to know of an item; the catalogue in memory answers it. */
export interface Playable {
  id: string
  contentType: 'video' | 'audio'
  accessTier: Tier
  /** Where it may be played. */
  countries: Countries
  isHlsReady: boolean
  isAudioHlsReady: boolean
  /** Heights of the video rungs, ascending; empty when unknown. */
  heights: VideoHeight[]
  thumbnailKey: string | null
  posterKey: string | null
  /** The default first. */
  audioLanguages: AudioLanguage[]
  storyboard: Storyboard | null
}
