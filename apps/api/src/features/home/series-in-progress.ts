import type { HomeItem } from './item.ts'

/** A series that was begun, and where it goes on. */
export interface SeriesInProgress {
  item: HomeItem
  watchedCount: number
  episodeCount: number
}

interface Parts {
  /** What was played to its end, the latest first. */
  finished: readonly HomeItem[]
  /** In their order. */
  episodesOf: (seriesId: string) => readonly HomeItem[]
  /** Whether the member can play it. */
  opens: (item: HomeItem) => boolean
}

/** The next episode of each series of which one was watched, the series that was watched last first. */
export function seriesInProgress({ finished, episodesOf, opens }: Parts): SeriesInProgress[] {
  const watched = new Set(finished.map(({ id }) => id))
  const latest = new Map<string, string>()
  for (const { id, series } of finished) {
    if (series && !latest.has(series.id)) latest.set(series.id, id)
  }
  return [...latest].flatMap(([seriesId, lastId]) => {
    const episodes = episodesOf(seriesId)
    const next = episodes.slice(episodes.findIndex(({ id }) => id === lastId) + 1)
    const item = next.find((episode) => !watched.has(episode.id) && opens(episode))
    const watchedCount = episodes.filter(({ id }) => watched.has(id)).length
    return item ? [{ item, watchedCount, episodeCount: episodes.length }] : []
  })
}
