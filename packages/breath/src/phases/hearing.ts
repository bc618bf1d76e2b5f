import { BANDS, decodeExcess, RECORD_BYTES } from '../features/record.ts'

/** 90 ms: evens out the noise's own flicker and blurs an onset by less than the labels are sure of. */
const SMOOTHING_HOPS = 9
/** Below 300 Hz live hum, wind, steps and the heart. */
export const LOWEST_BAND = 2
/** Breath fills most bands, a hum or a click's tail only some. */
const LOUDEST_BANDS = 3

/** The last 90 ms of records. */
export type Hearing = { records: Uint8Array; heard: number }

export const newHearing = (): Hearing => ({ records: new Uint8Array(RECORD_BYTES * SMOOTHING_HOPS), heard: 0 })

/** What `hear` answers belongs to a hop so far behind the newest. */
export const HEARING_LAG_HOPS = (SMOOTHING_HOPS - 1) / 2

const means = new Float64Array(BANDS - LOWEST_BAND)

/** Takes a record. @returns dB: the mean excess of the three loudest bands over 300 Hz, over 90 ms */
export function hear(hearing: Hearing, records: Uint8Array, at: number): number {
  const slot = (hearing.heard % SMOOTHING_HOPS) * RECORD_BYTES
  for (let byte = 0; byte < RECORD_BYTES; byte++) hearing.records[slot + byte] = records[at + byte] ?? 0
  hearing.heard += 1
  const hops = Math.min(SMOOTHING_HOPS, hearing.heard)
  for (let band = LOWEST_BAND; band < BANDS; band++) {
    let sum = 0
    for (let hop = 0; hop < hops; hop++) sum += decodeExcess(hearing.records[hop * RECORD_BYTES + band] ?? 0)
    // A band that the device cuts off lies far below its floor; it shall not count against the others.
    means[band - LOWEST_BAND] = Math.max(0, sum / hops)
  }
  means.sort()
  let sum = 0
  for (let rank = 1; rank <= LOUDEST_BANDS; rank++) sum += means[means.length - rank] ?? 0
  return sum / LOUDEST_BANDS
}

/** Where in `hearing.records` the record lies that the last answer of `hear` belongs to. */
export function heardAt(hearing: Hearing): number {
  const hop = Math.max(0, hearing.heard - 1 - HEARING_LAG_HOPS)
  return (hop % SMOOTHING_HOPS) * RECORD_BYTES
}
