import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { selectTotals, type TotalRow } from './queries.ts'

/** What is counted of every item, in memory; what other processes counted is known a second later. */
export interface ViewCounts {
  /** Reads what may have changed. Does nothing if that was done within a second. */
  refresh(): Promise<void>
  /** Whether nothing needs to be read. */
  isFresh(): boolean
  of(contentId: string): Counts
  totalViews(): number
  /** How an item stands, as a statement has just stored it. */
  learn(row: TotalRow): void
  onChange(listener: (contentId: string) => void): void
}

export interface Counts {
  views: number
  watchSeconds: number
}

const FRESH_MS = 1_000
const NOTHING: Counts = { views: 0, watchSeconds: 0 }

export function viewCounts({ db, clock }: { db: Database; clock: Clock }): ViewCounts {
  const counts = new Map<string, Counts>()
  const listeners: ((contentId: string) => void)[] = []
  let total = 0
  let horizon = '0'
  let readAtMs = -Infinity
  let reading: Promise<void> | null = null

  /** Counts only grow, so whatever comes late is known already. */
  function learn({ content_id, views, watch_seconds }: TotalRow): void {
    const known = counts.get(content_id) ?? NOTHING
    if (views <= known.views && watch_seconds <= known.watchSeconds) return
    total += Math.max(0, views - known.views)
    counts.set(content_id, {
      views: Math.max(views, known.views),
      watchSeconds: Math.max(watch_seconds, known.watchSeconds),
    })
    for (const listener of listeners) listener(content_id)
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
    of: (contentId) => counts.get(contentId) ?? NOTHING,
    totalViews: () => total,
    learn,
    onChange: (listener) => void listeners.push(listener),
  }
}
