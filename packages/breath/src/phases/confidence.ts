import { logistic } from '../statistics.ts'

/** What speaks for a phase being there, and being named rightly. */
export interface Evidence {
  /** How far it stood out from the room. */
  excessDb: number
  /** How clearly it belongs to its cluster. */
  nameLogOdds: number
  durationMs: number
  /** How many phases the naming had to go by. */
  heard: number
  /** 0: sounded as breath does; 1: was nearly rejected. */
  strangeness: number
}

/**
 * 0..1: a logistic model of the evidence. Its weights were fitted, and rounded, on the contact recordings, the synthetic
 * breathing and the freely licensed negatives of the corpus, its sum on the airborne ones as well, so that of the phases with 0.8
 * four in five are right.
 */
export function confidenceOf({ excessDb, nameLogOdds, durationMs, heard, strangeness }: Evidence): number {
  const chance = logistic(
    -2.6 +
      0.06 * Math.min(30, excessDb) +
      0.12 * Math.min(6, Math.abs(nameLogOdds)) +
      0.32 * Math.min(6, heard) +
      0.0032 * Math.min(800, durationMs) -
      1.5 * Math.min(1, strangeness),
  )
  return Math.fround(chance)
}
