import type { ContentCard } from '@better-and-bliss/sdk'

interface Marks {
  /** How much of an item has been played; undefined where it is not under way. */
  playedOf: (id: string) => number | undefined
  isWatched: (id: string) => boolean
}

type Episode = Pick<ContentCard, 'id' | 'locked' | 'is_hls_ready'>

/** Where a series goes on. */
export interface GoOn<Part extends Episode> {
  episode: Part
  /** Whether it was begun, is the next one, or the first of all. */
  how: 'resume' | 'next' | 'begin' | 'again'
}

/**
 * The episode that is under way, else the one behind the last that was watched, else the first that was not; all over again
 * where everything was. @returns undefined where nothing opens.
 */
export function goOnIn<Part extends Episode>(
  episodes: readonly Part[],
  { playedOf, isWatched }: Marks,
): GoOn<Part> | undefined {
  const open = episodes.filter(({ locked, is_hls_ready }) => !locked && is_hls_ready)
  const underWay = open.findLast(({ id }) => playedOf(id) !== undefined)
  if (underWay) return { episode: underWay, how: 'resume' }
  const lastWatched = open.findLastIndex(({ id }) => isWatched(id))
  const next = open[lastWatched + 1] ?? open.find(({ id }) => !isWatched(id))
  if (next) return { episode: next, how: lastWatched < 0 ? 'begin' : 'next' }
  return open[0] && { episode: open[0], how: 'again' }
}
