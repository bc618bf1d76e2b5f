import type { ContentCard } from '@better-and-bliss/sdk'

export const TYPE_NAMES: Record<ContentCard['content_type'], string> = { video: 'Video', audio: 'Audio' }

/** A greeting that fits the hour (0 to 23). */
export function greeting(hour: number): string {
  if (hour < 5) return 'Still awake'
  if (hour < 12) return 'Good morning'
  return hour < 18 ? 'Good afternoon' : 'Good evening'
}
