import type { Tier } from '@better-and-bliss/membership'

/** What the home page needs to know of an item; the catalogue in memory answers it. */
export interface HomeItem {
  id: string
  accessTier: Tier
  category: { id: string; name: string; slug: string } | null
  expert: { id: string; name: string } | null
  series: { id: string; title: string; slug: string } | null
  tags: readonly string[]
  durationSeconds: number | null
  featured: boolean
  isHlsReady: boolean
  isAudioHlsReady: boolean
}

export function isPlayable({ isHlsReady, isAudioHlsReady }: HomeItem): boolean {
  return isHlsReady || isAudioHlsReady
}
