import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import { type Clock, isYoungerThan } from '../../ports/clock.ts'
import { hottestFirst } from './hottest.ts'
import { selectCounted, selectTotals, type TotalRow } from './queries.ts'

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

interface Parts {
  db: Database
  clock: Clock
  changes: Pick<Changes, 'on'>
}

export function viewCounts({ db, clock, changes }: Parts): ViewCounts {
  const known = knownCounts()
  /** Items that may be gone. */
  const doubted = new Set<string>()
  let horizon = '0'
  let readAtMs = -Infinity
  let reading: Promise<void> | null = null

  changes.on(
    'catalogue_changed',
    ({ contentId }) => void doubted.add(contentId),
    () => {
      for (const id of known.ids()) doubted.add(id)
    },
  )

  async function forgetWhatIsGone(): Promise<void> {
    const changed = [...doubted]
    const asked = changed.filter(known.has)
    const left = new Set(asked.length > 0 ? await selectCounted(db, asked) : [])
    for (const id of asked) if (!left.has(id)) known.forget(id)
    for (const id of changed) doubted.delete(id)
  }

  async function read(): Promise<void> {
    const nowMs = clock.nowMs()
    const found = await selectTotals(db, horizon)
    for (const row of found.rows) known.learn(row)
    await forgetWhatIsGone()
    horizon = found.horizon
    readAtMs = nowMs
  }

  const { of, totalViews, hottest, version, learn } = known
  const isFresh = () => isYoungerThan(FRESH_MS, { nowMs: clock.nowMs(), sinceMs: readAtMs })
  return {
    isFresh,
    refresh: () => {
      if (isFresh()) return Promise.resolve()
      reading ??= read().finally(() => {
        reading = null
      })
      return reading
    },
    ...{ of, totalViews, hottest, version, learn },
  }
}

function knownCounts() {
  const counts = new Map<string, Counts>()
  const hottest = hottestFirst()
  let total = 0
  let version = 0
  const of = (contentId: string) => counts.get(contentId) ?? NOTHING
  return {
    of,
    has: (contentId: string) => counts.has(contentId),
    ids: () => counts.keys(),
    totalViews: () => total,
    hottest: hottest.ids,
    version: () => version,
    /** As long as an item is there, all of it only grows: what comes late is known already. */
    learn: ({ content_id, views, watch_seconds, heat }: TotalRow): void => {
      const former = of(content_id)
      const now = {
        views: Math.max(views, former.views),
        watchSeconds: Math.max(watch_seconds, former.watchSeconds),
        heat: Math.max(heat ?? -Infinity, former.heat),
      }
      total += now.views - former.views
      version += 1
      counts.set(content_id, now)
      hottest.put(content_id, now.heat)
    },
    forget: (contentId: string): void => {
      total -= of(contentId).views
      version += 1
      counts.delete(contentId)
      hottest.remove(contentId)
    },
  }
}
