import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { hottestFirst } from './hottest.ts'
import { selectTotals, type TotalRow } from './queries.ts'

/** What is counted of every item, in memory; what other processes counted is known a second later. */
export interface ViewCounts {
  /** Whether nothing needs to be read. */
  isFresh(): boolean
  /** Reads what may have changed. Does nothing if that was done within a second. */
  refresh(): Promise<void>
  of(contentId: string): Counts
  totalViews(): number
  /** Ids of items by their heat, as many as are ever listed and some more. */
  hottest(): readonly string[]
  /** Another number after each change. */
  version(): number
  /** How an item stands, as a statement has just stored it. */
  learn(row: TotalRow): void
}

/** Another object after each change. */
export interface Counts {
  views: number
  watchSeconds: number
  /** See view_totals; -Infinity for what nobody has viewed. */
  heat: number
}

const FRESH_MS = 1_000
const NOTHING: Counts = { views: 0, watchSeconds: 0, heat: -Infinity }

export function viewCounts({ db, clock }: { db: Database; clock: Clock }): ViewCounts {
  const counts = new Map<string, Counts>()
  const hottest = hottestFirst()
  let total = 0
  let version = 0
  let horizon = '0'
  let readAtMs = -Infinity
  let reading: Promise<void> | null = null

  const of = (contentId: string) => counts.get(contentId) ?? NOTHING

  /** All of it only grows, so what comes late is known already. */
  function learn({ content_id, views, watch_seconds, heat }: TotalRow): void {
    const known = of(content_id)
    const now = {
      views: Math.max(views, known.views),
      watchSeconds: Math.max(watch_seconds, known.watchSeconds),
      heat: Math.max(heat ?? -Infinity, known.heat),
    }
    total += now.views - known.views
    version += 1
    counts.set(content_id, now)
    hottest.put(content_id, now.heat)
  }

  async function read(): Promise<void> {
    const nowMs = clock.nowMs()
    const found = await selectTotals(db, horizon)
    for (const row of found.rows) learn(row)
    horizon = found.horizon
    readAtMs = nowMs
  }

  const isFresh = () => clock.nowMs() - readAtMs < FRESH_MS
  return {
    isFresh,
    refresh: () => {
      if (isFresh()) return Promise.resolve()
      reading ??= read().finally(() => {
        reading = null
      })
      return reading
    },
    of,
    totalViews: () => total,
    hottest: hottest.ids,
    version: () => version,
    learn,
  }
}
