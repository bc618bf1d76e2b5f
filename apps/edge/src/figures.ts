import { counters, gauge, type Metrics } from '@better-and-bliss/observability/metrics'

/** What was served from memory, and what had to be read. */
export type CacheFigures = { hits: number; misses: number }

/** What an edge counts while it serves. */
export type EdgeFigures = { files: CacheFigures; playlists: CacheFigures }

export function noFigures(): EdgeFigures {
  return { files: { hits: 0, misses: 0 }, playlists: { hits: 0, misses: 0 } }
}

/** @param listAgeSeconds how old the list of what was ended is; null while there is none. */
export function tellEdge(metrics: Metrics, figures: EdgeFigures, listAgeSeconds: () => number | null): void {
  metrics.add(() => figures, {
    betterbliss_cache_requests_total: counters(
      'Answers from memory (hit), and answers that had to be read (miss)',
      ['cache', 'result'],
      (counted) =>
        (['files', 'playlists'] as const).flatMap((cache) => [
          [{ cache, result: 'hit' }, counted[cache].hits] as const,
          [{ cache, result: 'miss' }, counted[cache].misses] as const,
        ]),
    ),
  })
  metrics.add(() => listAgeSeconds() ?? Number.POSITIVE_INFINITY, {
    betterbliss_edge_revocations_age_seconds: gauge(
      'How old the list of ended streams is; without a current one no stream plays',
      (seconds) => seconds,
    ),
  })
}
