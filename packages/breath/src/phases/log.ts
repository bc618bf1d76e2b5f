const ENTRIES = 64
/** Ids are told apart among the phases that are logged, and no phase lasts for a minute. */
const IDS = 2 ** 16
const FLAG = { exhale: 1, isJoined: 2 } as const

/** The last 64 phases, for the session's metrics; and sums over all of them. */
export type Log = {
  ids: Uint16Array
  startsMs: Uint32Array
  durationsMs: Uint16Array
  flags: Uint8Array
  count: number
  confidenceSum: number
  excessSum: number
}

/** What is logged of a phase, to the millisecond. */
export interface Entry {
  id: number
  startMs: number
  durationMs: number
  exhale: boolean
  /** Nothing but silence lies between the phase before and this one. */
  isJoined: boolean
}

export const newLog = (): Log => ({
  ids: new Uint16Array(ENTRIES),
  startsMs: new Uint32Array(ENTRIES),
  durationsMs: new Uint16Array(ENTRIES),
  flags: new Uint8Array(ENTRIES),
  count: 0,
  confidenceSum: 0,
  excessSum: 0,
})

export function logPhase(log: Log, entry: Entry & { confidence: number }, excessDb: number): void {
  const at = log.count % ENTRIES
  log.ids[at] = entry.id % IDS
  log.startsMs[at] = Math.round(Math.max(0, entry.startMs))
  log.durationsMs[at] = Math.round(entry.durationMs)
  log.flags[at] = (entry.exhale ? FLAG.exhale : 0) | (entry.isJoined ? FLAG.isJoined : 0)
  log.count += 1
  log.confidenceSum += entry.confidence
  log.excessSum += excessDb
}

/** Takes back what was logged last. */
export function unlogNewest(log: Log, confidence: number, excessDb: number): void {
  log.count -= 1
  log.confidenceSum -= confidence
  log.excessSum -= excessDb
}

/** Renames a phase that is still remembered, and is believed less now. */
export function renameInLog(
  log: Log,
  { id, exhale, confidenceLost }: { id: number; exhale: boolean; confidenceLost: number },
): void {
  log.confidenceSum -= confidenceLost
  const at = log.ids.indexOf(id % IDS)
  if (at >= 0) log.flags[at] = ((log.flags[at] ?? 0) & FLAG.isJoined) | (exhale ? FLAG.exhale : 0)
}

/** All that is logged but one phase. */
export const entriesBeside = (log: Log, id: number) => entriesOf(log).filter((entry) => entry.id !== id % IDS)

/** Oldest first. */
export function entriesOf(log: Log): Entry[] {
  const kept = Math.min(log.count, ENTRIES)
  return Array.from({ length: kept }, (_, index) => {
    const at = (log.count - kept + index) % ENTRIES
    const flags = log.flags[at] ?? 0
    return {
      id: log.ids[at] ?? 0,
      startMs: log.startsMs[at] ?? 0,
      durationMs: log.durationsMs[at] ?? 0,
      exhale: (flags & FLAG.exhale) !== 0,
      isJoined: (flags & FLAG.isJoined) !== 0,
    }
  })
}
