import type { Countries } from './countries.ts'
import type { StreamKeys } from './keys.ts'

/** What an edge works with that reads its settings in a store of small values, beside the entries of what was ended. */
export interface StoredSettings {
  keys: StreamKeys
  maxTtlSeconds: { stream: number; pictures: number }
  /** How old the store's knowledge may get before streams wait. */
  maxAgeSeconds: number
  /** The one origin whose pages may read answers. */
  webOrigin: string
  /** Where anything may be played; null where countries do not matter. */
  allowedCountries: Countries | null
}

export const SETTINGS_KEY = 'settings'

/** The key of the moment, in unix seconds, at which the entries said all that was ended. */
export const AS_OF_KEY = 'as-of'

export function settingsEntry(settings: StoredSettings): string {
  return JSON.stringify(settings)
}

/** @throws Error for what `settingsEntry` did not write. */
export function parseSettings(value: string): StoredSettings {
  const settings = JSON.parse(value) as StoredSettings
  if (settings.keys.current.length < 32) throw new Error('These are no settings of an edge')
  return settings
}

/** The longest lives of genuine tokens. Picture tokens end on the full hour: up to an hour later than configured. */
export function longestLives(urlLives: {
  videoUrlSeconds: number
  audioUrlSeconds: number
  pictureUrlSeconds: number
}): {
  stream: number
  pictures: number
} {
  const { videoUrlSeconds, audioUrlSeconds, pictureUrlSeconds } = urlLives
  return { stream: Math.max(videoUrlSeconds, audioUrlSeconds), pictures: pictureUrlSeconds + 3600 }
}
