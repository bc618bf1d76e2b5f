import { BANDS, decodeExcess, RECORD_BYTES } from './record.ts'

/** Below 300 Hz live hum, wind, steps and the heart. */
export const LOWEST_BAND = 2
/** Breath fills most bands, a hum or a click's tail only some. */
const LOUDEST_BANDS = 3

// Scratch of one synchronous call.
const means = new Float64Array(BANDS - LOWEST_BAND)

/** What tells a breath: dB over the room, the mean of the three loudest bands over 300 Hz, over `hops` records. */
export function meanExcessDb(records: Uint8Array, hops: number): number {
  for (let band = LOWEST_BAND; band < BANDS; band++) {
    let sum = 0
    for (let hop = 0; hop < hops; hop++) sum += decodeExcess(records[hop * RECORD_BYTES + band] ?? 0)
    // A band that the device cuts off lies far below its floor; it shall not count against the others.
    means[band - LOWEST_BAND] = Math.max(0, sum / hops)
  }
  means.sort()
  let sum = 0
  for (let rank = 1; rank <= LOUDEST_BANDS; rank++) sum += means[means.length - rank] ?? 0
  return sum / LOUDEST_BANDS
}
