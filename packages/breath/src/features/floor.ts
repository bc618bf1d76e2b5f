import { BANDS } from './record.ts'

/** Six seconds: longer than any phase at rest, so that a pause lies within. */
const SUBWINDOWS = 12
const SUBWINDOW_BLOCKS = 8
/** 60 ms: fits into the shortest pause between breaths, and forgets the breath before at once. */
const BLOCK_HOPS = 6
/** Until so many blocks were heard, their minimum means nothing. */
const SETTLING_BLOCKS = 3
/** The least block of 6 s lies below the mean, the more the narrower the band; measured on white noise. */
const BIAS = [3.12, 2.44, 1.86, 1.7, 1.57, 1.46, 1.3, 1.23]
/** -90 dBFS: what a band's floor is at least where the room is not much quieter, or the device delivers nothing at all... */
const LOWEST = 1e-9
/** ...else a 30th of the whole room's (a band may be 15 dB quieter than all of them), but not less than the steps of 16 bit leave. */
const LOWEST_SHARE = 0.03
const LEAST = 1e-11
/** Mean square over the floor (6 dB) that holds it: a slow exhale must not become the floor... */
const HOLDING_RATIO = 4
const HOLDING_BANDS = 3
/** ...but what lasts for 12 s is no breath. */
const LONGEST_HOLD_BLOCKS = 200

const AT = { hopInBlock: 0, blocks: 1, heldBlocks: 2, blockInSubwindow: 3, subwindow: 4 } as const
const BANDS_AT = 5
const BAND = { sum: 0, least: 1, floor: 2, ring: 3 } as const
const PER_BAND = BAND.ring + SUBWINDOWS
export const FLOOR_SIZE = BANDS_AT + BANDS * PER_BAND

/**
 * Tracks the noise floor of every band and writes it to `floors`: minimum statistics (Martin, "Noise power spectral
 * density estimation based on optimal smoothing and minimum statistics", 2001) over short blocks, with a measured bias.
 */
export function trackFloor(state: Float32Array, bands: Float64Array, floors: Float64Array): void {
  for (let band = 0; band < BANDS; band++) {
    const at = BANDS_AT + band * PER_BAND
    state[at + BAND.sum] = (state[at + BAND.sum] ?? 0) + (bands[band] ?? 0)
  }
  state[AT.hopInBlock] = (state[AT.hopInBlock] ?? 0) + 1
  if (state[AT.hopInBlock] === BLOCK_HOPS) closeBlock(state)
  for (let band = 0; band < BANDS; band++) {
    const at = BANDS_AT + band * PER_BAND
    // Before the first block is full, what is heard is all that is known.
    floors[band] = (state[AT.blocks] ?? 0) > 0 ? (state[at + BAND.floor] ?? 0) : Math.max(LOWEST, bands[band] ?? 0)
  }
}

function closeBlock(state: Float32Array): void {
  state[AT.hopInBlock] = 0
  state[AT.blocks] = (state[AT.blocks] ?? 0) + 1
  const isHeld = hold(state)
  const rotates = nextSubwindow(state)
  let room = 0
  for (let band = 0; band < BANDS; band++) {
    const at = BANDS_AT + band * PER_BAND
    const mean = (state[at + BAND.sum] ?? 0) / BLOCK_HOPS
    state[at + BAND.sum] = 0
    updateBand(state, at, mean, rotates)
    room += leastOf(state, at) * (BIAS[band] ?? 1)
  }
  const lowest = room < LEAST ? LOWEST : Math.max(LEAST, Math.min(LOWEST, LOWEST_SHARE * room))
  for (let band = 0; band < BANDS; band++) {
    const at = BANDS_AT + band * PER_BAND
    const floor = Math.max(lowest, leastOf(state, at) * (BIAS[band] ?? 1))
    if (!isHeld || floor < (state[at + BAND.floor] ?? 0)) state[at + BAND.floor] = floor
  }
}

function updateBand(state: Float32Array, at: number, mean: number, rotates: boolean): void {
  const blocks = state[AT.blocks] ?? 0
  if (blocks <= SETTLING_BLOCKS) {
    const average =
      blocks === 1 ? mean : (state[at + BAND.least] ?? 0) + (mean - (state[at + BAND.least] ?? 0)) / blocks
    state[at + BAND.least] = average
    state.fill(average, at + BAND.ring, at + PER_BAND)
    return
  }
  state[at + BAND.least] = Math.min(state[at + BAND.least] ?? 0, mean)
  if (!rotates) return
  state[at + BAND.ring + (state[AT.subwindow] ?? 0)] = state[at + BAND.least] ?? 0
  state[at + BAND.least] = mean
}

function nextSubwindow(state: Float32Array): boolean {
  const block = (state[AT.blockInSubwindow] ?? 0) + 1
  state[AT.blockInSubwindow] = block
  if (block < SUBWINDOW_BLOCKS) return false
  state[AT.blockInSubwindow] = 0
  state[AT.subwindow] = ((state[AT.subwindow] ?? 0) + 1) % SUBWINDOWS
  return true
}

/** Whether a burst goes on; it may hold the floor for 15 s. */
function hold(state: Float32Array): boolean {
  let over = 0
  for (let band = 0; band < BANDS; band++) {
    const at = BANDS_AT + band * PER_BAND
    if ((state[at + BAND.sum] ?? 0) > HOLDING_RATIO * BLOCK_HOPS * (state[at + BAND.floor] ?? 0)) over++
  }
  const goesOn = over >= HOLDING_BANDS && (state[AT.blocks] ?? 0) > SETTLING_BLOCKS
  const held = goesOn ? (state[AT.heldBlocks] ?? 0) + 1 : 0
  state[AT.heldBlocks] = held
  return goesOn && held < LONGEST_HOLD_BLOCKS
}

function leastOf(state: Float32Array, at: number): number {
  let least = state[at + BAND.least] ?? 0
  for (let index = at + BAND.ring; index < at + PER_BAND; index++) least = Math.min(least, state[index] ?? 0)
  return least
}
