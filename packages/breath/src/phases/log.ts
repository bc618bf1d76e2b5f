const ENTRIES = 64
const ENTRY = { id: 0, startMs: 1, durationMs: 2, exhale: 3, confidence: 4, isJoined: 5 } as const
const ENTRY_SIZE = 6

/** The last 64 phases, for the session's metrics; and sums over all of them. */
export type Log = { entries: Float64Array; count: number; confidenceSum: number; excessSum: number }

export interface Entry {
  id: number
  startMs: number
  durationMs: number
  exhale: boolean
  confidence: number
  /** Nothing but silence lies between the phase before and this one. */
  isJoined: boolean
}

export const newLog = (): Log => ({
  entries: new Float64Array(ENTRIES * ENTRY_SIZE),
  count: 0,
  confidenceSum: 0,
  excessSum: 0,
})

export function logPhase(log: Log, entry: Entry, excessDb: number): void {
  const at = (log.count % ENTRIES) * ENTRY_SIZE
  const { id, startMs, durationMs, exhale, confidence, isJoined } = entry
  log.entries.set([id, startMs, durationMs, Number(exhale), confidence, Number(isJoined)], at)
  log.count += 1
  log.confidenceSum += confidence
  log.excessSum += excessDb
}

/** Takes back what was logged last. */
export function unlogNewest(log: Log, confidence: number, excessDb: number): void {
  log.count -= 1
  log.confidenceSum -= confidence
  log.excessSum -= excessDb
}

/** Renames a phase that is still remembered. */
export function renameInLog(log: Log, id: number, exhale: boolean): void {
  for (let at = 0; at < log.entries.length; at += ENTRY_SIZE) {
    if (log.entries[at] === id) log.entries[at + ENTRY.exhale] = Number(exhale)
  }
}

/** Oldest first. */
export function entriesOf(log: Log): Entry[] {
  const kept = Math.min(log.count, ENTRIES)
  return Array.from({ length: kept }, (_, index) => {
    const at = ((log.count - kept + index) % ENTRIES) * ENTRY_SIZE
    const value = (field: number) => log.entries[at + field] ?? 0
    return {
      id: value(ENTRY.id),
      startMs: value(ENTRY.startMs),
      durationMs: value(ENTRY.durationMs),
      exhale: value(ENTRY.exhale) === 1,
      confidence: value(ENTRY.confidence),
      isJoined: value(ENTRY.isJoined) === 1,
    }
  })
}
