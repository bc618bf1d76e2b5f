import type { HomeItem } from '../item.ts'

/** An item that plays, free and without anything that it belongs to, unless it says otherwise. */
export function homeItem(id: string, about: Partial<HomeItem> = {}): HomeItem {
  return {
    id,
    accessTier: 'free',
    category: null,
    expert: null,
    series: null,
    tags: [],
    durationSeconds: 600,
    featured: false,
    isHlsReady: true,
    isAudioHlsReady: false,
    ...about,
  }
}
