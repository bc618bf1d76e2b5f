import { BANDS } from './record.ts'
import { BIN_HZ, BINS } from './spectrum.ts'

/** From the air puff on the microphone to the hiss of the teeth; about as wide as hearing resolves, twice over. */
const EDGES_HZ = [60, 150, 300, 600, 1000, 1600, 2500, 4000, 6500]
const EDGE_BINS = Int32Array.from(EDGES_HZ, (hz) => Math.round(hz / BIN_HZ))
/** The centroid leaves out the puff below, whose strength says more about the microphone's place than about the breath. */
const CENTROID_LOW_BIN = Math.round(500 / BIN_HZ)
const CENTROID_HIGH_BIN = Math.round(7000 / BIN_HZ)

/** Mean squares of the bands, and of everything from 60 Hz on. */
export function bandPowers(power: Float64Array, bands: Float64Array): number {
  let total = 0
  for (let band = 0; band < BANDS; band++) {
    let sum = 0
    const end = EDGE_BINS[band + 1] ?? 0
    for (let bin = EDGE_BINS[band] ?? 0; bin < end; bin++) sum += power[bin] ?? 0
    bands[band] = sum
    total += sum
  }
  for (let bin = EDGE_BINS[BANDS] ?? 0; bin < BINS; bin++) total += power[bin] ?? 0
  return total
}

/** Hz; each band counts by what exceeds its floor, 0 if nothing does. */
export function centroidHz(power: Float64Array, bands: Float64Array, floors: Float64Array): number {
  let weight = 0
  let moment = 0
  for (let band = 0; band < BANDS; band++) {
    const inBand = bands[band] ?? 0
    const share = inBand > 0 ? Math.max(0, 1 - (floors[band] ?? 0) / inBand) : 0
    if (share === 0) continue
    const from = Math.max(EDGE_BINS[band] ?? 0, CENTROID_LOW_BIN)
    const end = band === BANDS - 1 ? CENTROID_HIGH_BIN : (EDGE_BINS[band + 1] ?? 0)
    for (let bin = from; bin < end; bin++) {
      const value = (power[bin] ?? 0) * share
      weight += value
      moment += value * bin
    }
  }
  return weight > 0 ? (moment / weight) * BIN_HZ : 0
}

/** dB; the puff (60..300 Hz) over the hiss (1..6.5 kHz), each of what exceeds its floor. */
export function lowRatioDb(bands: Float64Array, floors: Float64Array): number {
  let low = 0
  let high = 0
  for (let band = 0; band < BANDS; band++) {
    const over = Math.max(0, (bands[band] ?? 0) - (floors[band] ?? 0))
    if (band < 2) low += over
    else if (band >= 4) high += over
  }
  return 10 * Math.log10((low + 1e-12) / (high + 1e-12))
}
