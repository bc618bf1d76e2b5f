import {
  decodeLevel,
  decodePeriodicity,
  FIELD,
  FLAG,
  meanExcessDb,
  RECORD_BYTES,
} from '@better-and-bliss/breath/features'

/** What was measured of one chunk of sound. */
export interface SoundFeatures {
  /** Loudness, dBFS. */
  levelDb: number
  peakDb: number
  /** Loudness of the room. */
  floorDb: number
  /** Over the room, dB, as the detector measures it. */
  excessDb: number
  /** 0 noise, 1 a tone or a voice. */
  periodicity: number
  hasClipped: boolean
  /** Nothing but zeros: not even a quiet room sounds like that. */
  isSilent: boolean
}

/** `records`: at least one, whole. */
export function soundFeaturesOf(records: Uint8Array): SoundFeatures {
  const count = records.byteLength / RECORD_BYTES
  let levelDb = -120
  let peakDb = -120
  let floorDb = 0
  let periodicity = 0
  let flags = 0
  let silent = 0
  for (let at = 0; at < records.byteLength; at += RECORD_BYTES) {
    const field = (index: number) => records[at + index] ?? 0
    levelDb = Math.max(levelDb, decodeLevel(field(FIELD.level)))
    peakDb = Math.max(peakDb, decodeLevel(field(FIELD.peak)))
    floorDb = Math.min(floorDb, decodeLevel(field(FIELD.floor)))
    periodicity += decodePeriodicity(field(FIELD.periodicity)) / count
    flags |= field(FIELD.flags)
    if (field(FIELD.flags) & FLAG.silent) silent += 1
  }
  const excessDb = meanExcessDb(records, count)
  const hasClipped = (flags & FLAG.clipped) !== 0
  return { levelDb, peakDb, floorDb, excessDb, periodicity, hasClipped, isSilent: silent === count }
}
