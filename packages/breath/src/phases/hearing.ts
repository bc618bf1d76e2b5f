import { meanExcessDb } from '../features/excess.ts'
import { RECORD_BYTES } from '../features/record.ts'

/** 90 ms: evens out the noise's own flicker and blurs an onset by less than the labels are sure of. */
const SMOOTHING_HOPS = 9
/** The last 90 ms of records. */
export type Hearing = { records: Uint8Array; heard: number }

export const newHearing = (): Hearing => ({ records: new Uint8Array(RECORD_BYTES * SMOOTHING_HOPS), heard: 0 })

/** What `hear` answers belongs to a hop so far behind the newest. */
export const HEARING_LAG_HOPS = (SMOOTHING_HOPS - 1) / 2

/** Takes a record. @returns the detection value over 90 ms, dB */
export function hear(hearing: Hearing, records: Uint8Array, at: number): number {
  const slot = (hearing.heard % SMOOTHING_HOPS) * RECORD_BYTES
  for (let byte = 0; byte < RECORD_BYTES; byte++) hearing.records[slot + byte] = records[at + byte] ?? 0
  hearing.heard += 1
  return meanExcessDb(hearing.records, Math.min(SMOOTHING_HOPS, hearing.heard))
}

/** Where in `hearing.records` the record lies that the last answer of `hear` belongs to. */
export function heardAt(hearing: Hearing): number {
  const hop = Math.max(0, hearing.heard - 1 - HEARING_LAG_HOPS)
  return (hop % SMOOTHING_HOPS) * RECORD_BYTES
}
