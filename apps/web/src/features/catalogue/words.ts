import type { ContentCard } from '@better-and-bliss/sdk'

const MINUTE_SECONDS = 60
const HOUR_MINUTES = 60

/** `45 s`, `12 min`, `1 h 30 min`: as exact as a person choosing something needs. */
export function durationWords(seconds: number): string {
  if (seconds < MINUTE_SECONDS) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / MINUTE_SECONDS)
  if (minutes < HOUR_MINUTES) return `${minutes} min`
  const rest = minutes % HOUR_MINUTES
  const hours = `${Math.floor(minutes / HOUR_MINUTES)} h`
  return rest === 0 ? hours : `${hours} ${rest} min`
}

/** `1 session`, `12 sessions`. */
export function countWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'session' : 'sessions'}`
}

export const TIER_NAMES: Record<ContentCard['access_tier'], string> = {
  free: 'Free',
  basic: 'Basic',
  premium: 'Premium',
}
export const TYPE_NAMES: Record<ContentCard['content_type'], string> = { video: 'Video', audio: 'Audio' }

/** A greeting that fits the hour (0 to 23). */
export function greeting(hour: number): string {
  if (hour < 5) return 'Still awake'
  if (hour < 12) return 'Good morning'
  return hour < 18 ? 'Good afternoon' : 'Good evening'
}
