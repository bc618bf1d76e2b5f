export const SAMPLE_RATE_HZ = 16_000
export const HOP_SAMPLES = 160
export const HOP_MS = 10
/** 32 ms at 16 kHz: short enough for onsets, long enough for 31 Hz bins. */
export const WINDOW_SAMPLES = 512

/**
 * One hop, quantised: what the second stage hears, whether it was measured here or on the member's device.
 *
 * | byte | meaning | unit |
 * |---|---|---|
 * | 0..7 | excess of each band over its noise floor | 0.5 dB from -16 dB |
 * | 8 | level of the window, 60 Hz and up | 0.5 dB from -120 dBFS |
 * | 9 | half of the peak-to-peak of the hop's own samples | 0.5 dB from -120 dBFS |
 * | 10 | noise floor, all bands | 0.5 dB from -120 dBFS |
 * | 11 | flags, see `FLAG` | |
 * | 12 | spectral centroid of what exceeds the floor | 32 Hz |
 * | 13 | 60..300 Hz over 1..6.5 kHz, of what exceeds the floor | 0.5 dB from -64 dB |
 * | 14 | periodicity: the highest normalised autocorrelation of 90..400 Hz | 1/255 |
 * | 15 | tonality: the strongest partial over its surroundings | 0.25 dB |
 */
export const RECORD_BYTES = 16
export const BANDS = 8

export const FIELD = {
  level: 8,
  peak: 9,
  floor: 10,
  flags: 11,
  centroid: 12,
  lowRatio: 13,
  periodicity: 14,
  tonality: 15,
} as const

export const FLAG = {
  /** The converter's limits were reached. */
  clipped: 1,
  /** Not a bit moved: the device sends digital silence. */
  silent: 2,
  /** The window is not full yet: the stream, or sound after a gap, has just begun. */
  partial: 4,
} as const

const byte = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value))

/** @param db relative to the floor */
export const encodeExcess = (db: number) => byte((db + 16) * 2)
export const decodeExcess = (value: number) => value / 2 - 16
/** @param db relative to full scale */
export const encodeLevel = (db: number) => byte((db + 120) * 2)
export const decodeLevel = (value: number) => value / 2 - 120
export const encodeCentroid = (hz: number) => byte(hz / 32)
export const decodeCentroid = (value: number) => value * 32
export const encodeLowRatio = (db: number) => byte((db + 64) * 2)
export const decodeLowRatio = (value: number) => value / 2 - 64
export const encodePeriodicity = (share: number) => byte(share * 255)
export const decodePeriodicity = (value: number) => value / 255
export const encodeTonality = (db: number) => byte(db * 4)
export const decodeTonality = (value: number) => value / 4
