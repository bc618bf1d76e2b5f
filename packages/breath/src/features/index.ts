import { openSnapshot, sealSnapshot, snapshotKindOf } from '../snapshot.ts'
import { bandPowers, centroidHz, lowRatioDb } from './bands.ts'
import { isClipped } from './declip.ts'
import { FLOOR_SIZE, trackFloor } from './floor.ts'
import { periodicity, tonalityDb } from './periodicity.ts'
import {
  BANDS,
  encodeCentroid,
  encodeExcess,
  encodeLevel,
  encodeLowRatio,
  encodePeriodicity,
  encodeTonality,
  FIELD,
  FLAG,
  HOP_SAMPLES,
  RECORD_BYTES,
  WINDOW_SAMPLES,
} from './record.ts'
import { BINS, powerSpectrum } from './spectrum.ts'

export { meanExcessDb } from './excess.ts'
export {
  decodeLevel,
  decodePeriodicity,
  FIELD,
  FLAG,
  HOP_MS,
  HOP_SAMPLES,
  RECORD_BYTES,
  SAMPLE_RATE_HZ,
} from './record.ts'

/** The first stage: sound in, a record per hop out. Deterministic, whatever the lengths it is fed in. */
export interface Features {
  /**
   * Takes mono samples at 16 kHz, PCM16 or floats of -1..1 (anything that is no number is silence).
   * @returns how many records were written to `out`; it must have room for ceil(samples / 160) + 1
   */
  push(samples: Int16Array | Float32Array, out: Uint8Array): number
  /** Sound is missing here: the window starts anew, the floors stay. */
  gap(): void
  /** Everything, to go on elsewhere. */
  snapshot(): Uint8Array
}

const CLIPPED_SAMPLES = 3
const HOPS_IN_WINDOW = Math.ceil(WINDOW_SAMPLES / HOP_SAMPLES)
/** A microphone that wakes up sends some zeros; a device that gates sends many. */
const WAKING_HOPS = 100

/** Where the numbers of the state stand; `clippedHops`: so many hops more the window holds a sample that was cut off. */
const AT = {
  inWindow: 0,
  writeAt: 1,
  inHop: 2,
  clipped: 3,
  least: 4,
  most: 5,
  silentHops: 6,
  awake: 7,
  clippedHops: 8,
} as const
const NUMBERS = 9

const newState = () => ({
  numbers: new Float32Array(NUMBERS),
  floorState: new Float32Array(FLOOR_SIZE),
  ring: new Int16Array(WINDOW_SAMPLES),
})
const SNAPSHOT_KIND = snapshotKindOf(newState())

// Scratch of one synchronous call.
const power = new Float64Array(BINS)
const bands = new Float64Array(BANDS)
const floors = new Float64Array(BANDS)
const converted = new Int16Array(HOP_SAMPLES)

/** @throws RangeError if the snapshot is not one of this version. */
export function createFeatures(snapshot?: Uint8Array): Features {
  const state = newState()
  const { numbers, floorState, ring } = state
  if (snapshot) openSnapshot(SNAPSHOT_KIND, snapshot, state)
  return {
    push(samples, out) {
      const isFloat = samples instanceof Float32Array
      let written = 0
      for (let at = 0; at < samples.length; ) {
        const end = Math.min(samples.length, at + HOP_SAMPLES - (numbers[AT.inHop] ?? 0))
        if (isFloat) for (let index = at; index < end; index++) converted[index - at] = toPcm16(samples[index] ?? 0)
        take(numbers, ring, isFloat ? converted.subarray(0, end - at) : samples.subarray(at, end))
        at = end
        if (numbers[AT.inHop] !== HOP_SAMPLES) continue
        writeRecord(numbers, floorState, ring, out, written * RECORD_BYTES)
        written++
      }
      return written
    },
    gap() {
      numbers.fill(0, 0, AT.silentHops)
      ring.fill(0)
    },
    snapshot: () => sealSnapshot(SNAPSHOT_KIND, state),
  }
}

function toPcm16(value: number): number {
  if (!(Math.abs(value) <= 1)) return value > 1 ? 32_767 : value < -1 ? -32_768 : 0
  return Math.round(value * 32_767)
}

/** Takes samples of one hop. */
function take(numbers: Float32Array, ring: Int16Array, samples: Int16Array): void {
  const inHop = numbers[AT.inHop] ?? 0
  let at = numbers[AT.writeAt] ?? 0
  let least = inHop === 0 ? 32_767 : (numbers[AT.least] ?? 0)
  let most = inHop === 0 ? -32_768 : (numbers[AT.most] ?? 0)
  let clipped = numbers[AT.clipped] ?? 0
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index] ?? 0
    ring[at] = sample
    at = (at + 1) & (WINDOW_SAMPLES - 1)
    if (sample < least) least = sample
    if (sample > most) most = sample
    if (isClipped(sample)) clipped++
  }
  numbers[AT.writeAt] = at
  numbers[AT.inHop] = inHop + samples.length
  numbers[AT.least] = least
  numbers[AT.most] = most
  numbers[AT.clipped] = clipped
}

function writeRecord(numbers: Float32Array, floorState: Float32Array, ring: Int16Array, out: Uint8Array, at: number) {
  const swing = (numbers[AT.most] ?? 0) - (numbers[AT.least] ?? 0)
  const silent = swing === 0
  let flags = (numbers[AT.clipped] ?? 0) >= CLIPPED_SAMPLES ? FLAG.clipped : 0
  if (silent) flags |= FLAG.silent
  numbers[AT.inWindow] = Math.min(WINDOW_SAMPLES, (numbers[AT.inWindow] ?? 0) + HOP_SAMPLES)
  numbers[AT.inHop] = 0
  if ((numbers[AT.clipped] ?? 0) > 0) numbers[AT.clippedHops] = HOPS_IN_WINDOW
  else numbers[AT.clippedHops] = Math.max(0, (numbers[AT.clippedHops] ?? 0) - 1)
  numbers[AT.clipped] = 0
  if (!silent) numbers[AT.awake] = 1
  else if (numbers[AT.awake] === 0) {
    numbers[AT.silentHops] = (numbers[AT.silentHops] ?? 0) + 1
    if ((numbers[AT.silentHops] ?? 0) >= WAKING_HOPS) numbers[AT.awake] = 1
  }
  out.fill(0, at, at + RECORD_BYTES)
  out[at + FIELD.peak] = encodeLevel(toDb((swing / 65_536) ** 2))
  if ((numbers[AT.inWindow] ?? 0) < WINDOW_SAMPLES || numbers[AT.awake] === 0) {
    out.fill(encodeExcess(0), at, at + BANDS)
    out[at + FIELD.flags] = flags | FLAG.partial
    return
  }
  out[at + FIELD.flags] = flags
  writeSpectrum(floorState, ring, numbers, out, at)
}

function writeSpectrum(floorState: Float32Array, ring: Int16Array, numbers: Float32Array, out: Uint8Array, at: number) {
  powerSpectrum(ring, numbers[AT.writeAt] ?? 0, (numbers[AT.clippedHops] ?? 0) > 0, power)
  const level = bandPowers(power, bands)
  trackFloor(floorState, bands, floors)
  let floor = 0
  for (let band = 0; band < BANDS; band++) {
    floor += floors[band] ?? 0
    out[at + band] = encodeExcess(toDb((bands[band] ?? 0) / (floors[band] ?? 1)))
  }
  out[at + FIELD.level] = encodeLevel(toDb(level))
  out[at + FIELD.floor] = encodeLevel(toDb(floor))
  out[at + FIELD.centroid] = encodeCentroid(centroidHz(power, bands, floors))
  out[at + FIELD.lowRatio] = encodeLowRatio(lowRatioDb(bands, floors))
  out[at + FIELD.periodicity] = encodePeriodicity(periodicity(power))
  out[at + FIELD.tonality] = encodeTonality(tonalityDb(power))
}

const toDb = (meanSquare: number) => 10 * Math.log10(meanSquare + 1e-15)
