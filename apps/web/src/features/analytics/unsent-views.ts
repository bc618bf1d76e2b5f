import type { ViewReport } from '@better-and-bliss/sdk'
import type { KeyValueStore } from '../../api/local-storage.ts'

/** Reports of one member that the API has not answered yet: they outlast the page, and an outage. */
export interface UnsentViews {
  /** Those that are worth sending still, the oldest first. */
  all(): ViewReport[]
  /** Keeps it in the place of an earlier one of the same play. */
  keep(report: ViewReport): void
  /** The API has answered it. A later one of the same play stays. */
  settle(report: ViewReport): void
  clear(): void
}

interface Kept {
  report: ViewReport
  keptAtMs: number
}

const MAX_KEPT = 20
/** Streams that are older prove nothing to the API any more. */
const KEPT_MS = 24 * 3_600_000

/** Each member has a list of their own: a device may be shared. */
export function unsentViews(storage: KeyValueStore, memberId: string, nowMs: () => number): UnsentViews {
  const key = `bliss.views.${memberId}`
  const oldestFirst = () => parse(storage.getItem(key)).filter(({ keptAtMs }) => nowMs() - keptAtMs < KEPT_MS)

  function store(kept: Kept[]): void {
    try {
      if (kept.length > 0) storage.setItem(key, JSON.stringify(kept.slice(-MAX_KEPT)))
      else storage.removeItem(key)
    } catch {
      // A full storage keeps no reports; they are sent all the same.
    }
  }

  return {
    all: () => oldestFirst().map(({ report }) => report),
    keep: (report) => store([...oldestFirst().filter(isOfAnotherPlay(report)), { report, keptAtMs: nowMs() }]),
    settle: (report) => {
      const kept = oldestFirst()
      const isLater = kept.some((one) => !isOfAnotherPlay(report)(one) && watchedOf(one.report) > watchedOf(report))
      if (!isLater) store(kept.filter(isOfAnotherPlay(report)))
    },
    clear: () => storage.removeItem(key),
  }
}

function isOfAnotherPlay({ session_id }: ViewReport) {
  return ({ report }: Kept) => report.session_id !== session_id
}

function watchedOf({ watch_duration }: ViewReport): number {
  return watch_duration ?? 0
}

function parse(text: string | null): Kept[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKept) : []
  } catch {
    return []
  }
}

/** What a report says beside this is the API's to check. */
function isKept(value: Partial<Kept> | null): value is Kept {
  const { report, keptAtMs } = value ?? {}
  return typeof report?.content_id === 'string' && typeof report.session_id === 'string' && Number.isFinite(keptAtMs)
}
