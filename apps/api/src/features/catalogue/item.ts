import type { Tier } from '@better-and-bliss/membership'
import type { Countries, VideoHeight } from '@better-and-bliss/stream-token'
import type { Choices } from '../../ports/transcoder.ts'

export interface Category {
  id: string
  name: string
  slug: string
  description: string | null
  /** Of a picture in the store; null without one. */
  pictureId: string | null
}

export interface Expert {
  id: string
  name: string
  slug: string | null
  title: string | null
  /** Plain text. */
  bio: string | null
  /** The same as it was written. */
  markdown: string | null
  /** Of a picture in the store; null without one. */
  pictureId: string | null
  /** Of a picture elsewhere. */
  avatarUrl: string | null
  featured: boolean
}

export interface Series {
  id: string
  title: string
  slug: string
  description: string | null
  /** Of a picture in the store; null without one. */
  pictureId: string | null
}

/** A video or audio that members can open, as it is kept in memory. Keys name objects in the store and never leave the server. */
export interface Item extends Choices {
  id: string
  title: string
  slug: string
  /** Plain text. */
  description: string | null
  /** The same as it was written. */
  markdown: string | null
  contentType: 'video' | 'audio'
  accessTier: Tier
  /** Where it may be played. */
  countries: Countries
  category: Category | null
  expert: Expert | null
  series: Series | null
  episodeNumber: number | null
  /** In lower case. */
  tags: string[]
  /** BCP 47; null where nobody said. */
  language: string | null
  /** When the words that are said in it became what they are, which are in the lookup alone; null without captions. */
  spokenAtMs: number | null
  durationSeconds: number | null
  featured: boolean
  trending: boolean
  /** Whether lists and searches show it; one that they do not is opened by its address. */
  isListed: boolean
  createdAtMs: number
  /** Since when members could open it. */
  publishedAtMs: number
  thumbnailKey: string | null
  posterKey: string | null
  waveformKey: string | null
  isHlsReady: boolean
  isAudioHlsReady: boolean
  /** Heights of the video rungs, ascending; empty when unknown (converted elsewhere) or audio. */
  heights: VideoHeight[]
}

/** What items refer to, by id: one object for all items that share it. */
export interface Shelves {
  categories: Map<string, Category>
  experts: Map<string, Expert>
  series: Map<string, Series>
}

/** ISO 639 for sound without words. */
const NO_LANGUAGE = 'zxx'
const VOICELESS_TAGS = ['no voice', 'without voice', 'ohne stimme']

/** Whether it can only be heard with somebody speaking, as far as its languages and its tags say. */
export function hasVoice({ tags, language, audioLanguages }: Item): boolean {
  return !(
    language === NO_LANGUAGE ||
    audioLanguages.some(({ language }) => language === NO_LANGUAGE) ||
    VOICELESS_TAGS.some((tag) => tags.includes(tag))
  )
}
