import type { KeyValueStore } from '../../../api/local-storage.ts'

/** Where a playback was, as it is told to the API. */
export interface Report {
  contentId: string
  seconds: number
  sequence: number
  /** The member went back on purpose. */
  movedBack: boolean
  /** What was played until there is told as a session of its own. */
  practiceTold?: boolean
}

/** Reports of one member that the API has not confirmed yet: they outlast the page, and an outage. */
export interface UnsentReports {
  of(contentId: string): Report | undefined
  /** The oldest first. */
  all(): Report[]
  /** Keeps it in the place of an earlier one of the same item. */
  keep(report: Report): void
  /** The API has answered it. A later one of the same item stays. */
  settle(report: Report): void
}

const MAX_KEPT = 40
/** Of a place that was kept by this browser alone, before the API kept places: stored unless the API has one. */
const FIRST_SEQUENCE = 1

/** Each member has a list of their own: a device may be shared. */
export function unsentReports(storage: KeyValueStore, memberId: string): UnsentReports {
  const key = `bliss.positions.${memberId}`
  const latestFirst = () => parse(storage.getItem(key))
  const others = ({ contentId }: Report) => latestFirst().filter((report) => report.contentId !== contentId)
  const of = (contentId: string) => latestFirst().find((report) => report.contentId === contentId)

  function store(reports: Report[]): void {
    if (reports.length === 0) storage.removeItem(key)
    else storage.setItem(key, JSON.stringify(reports.slice(0, MAX_KEPT)))
  }

  return {
    of,
    all: () => latestFirst().toReversed(),
    keep: (report) => store([report, ...others(report)]),
    settle: (report) => {
      const kept = of(report.contentId)
      if (kept && kept.sequence <= report.sequence) store(others(report))
    },
  }
}

function parse(text: string | null): Report[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.flatMap(toReport) : []
  } catch {
    return []
  }
}

function toReport(value: Partial<Report> | null): Report[] {
  const { contentId, seconds, sequence = FIRST_SEQUENCE, movedBack = false, practiceTold } = value ?? {}
  if (typeof contentId !== 'string' || !Number.isFinite(seconds) || !Number.isSafeInteger(sequence)) return []
  const report = { contentId, seconds: Number(seconds), sequence, movedBack: movedBack === true }
  return [practiceTold === true ? { ...report, practiceTold } : report]
}
