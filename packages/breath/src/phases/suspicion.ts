import { clamp } from '../statistics.ts'

/** A strange sound makes us doubt what follows for about so long. */
const FORGETTING_MS = 6000
const PER_STRANGE_SECOND = 0.5
const LEAST_PER_STRANGE = 0.35
const STANDS_OUT_DB = 12
/** Longer than any consonant. */
const CONSONANT_MS = 600
/** A sound stranger than this is surely no breath. */
const VERY_STRANGE = 1.5
const ECHO_GAP_MS = 250
const LONGEST_ECHO_MS = 1000

/** Where somebody speaks or a tap runs, much sounds like breath for a moment: 0 trusts, 1 hardly believes anything. */
export type Suspicion = {
  level: number
  sinceMs: number
  /** How loud the strange sounds were, about. */
  excessDb: number
  isSpeech: boolean
  /** The last of them, if it was very strange, and the end of what it left behind. */
  echoDb: number
  echoMs: number
}

export interface StrangeSound {
  atMs: number
  durationMs: number
  excessDb: number
  strangeness: number
  isSpeech: boolean
}

const NEVER = -1e9

export const newSuspicion = (): Suspicion => ({
  level: 0,
  sinceMs: NEVER,
  excessDb: 0,
  isSpeech: false,
  echoDb: 0,
  echoMs: NEVER,
})

/** What stands out from the strange sounds by 6 dB is doubted less, by 12 dB not at all. */
export function suspicionAt(suspicion: Suspicion, atMs: number, excessDb: number): number {
  const above = excessDb - suspicion.excessDb
  return levelAt(suspicion, atMs) * clamp((STANDS_OUT_DB - above) / (STANDS_OUT_DB / 2), 0, 1)
}

/** Between words, what is to be a breath must be longer than a consonant. */
export const leastMsAt = ({ isSpeech }: Suspicion, suspicion: number) => (isSpeech ? CONSONANT_MS * suspicion : 0)

/** What a very strange sound leaves behind, fading, is of its making: so is what follows at once and is fainter. */
export function isEcho({ sinceMs, echoMs, echoDb }: Suspicion, onsetMs: number, excessDb: number): boolean {
  return excessDb < echoDb && onsetMs - echoMs < ECHO_GAP_MS && onsetMs - sinceMs < LONGEST_ECHO_MS
}

/** A sound was rejected for how it sounded. */
export function doubt(suspicion: Suspicion, sound: StrangeSound): void {
  const { atMs, durationMs, excessDb, strangeness, isSpeech } = sound
  const more = Math.max(LEAST_PER_STRANGE, (PER_STRANGE_SECOND * durationMs) / 1000)
  const before = levelAt(suspicion, atMs)
  suspicion.excessDb += (excessDb - suspicion.excessDb) * (more / (before + more))
  suspicion.level = Math.min(1, before + more)
  suspicion.sinceMs = atMs
  suspicion.isSpeech = isSpeech
  suspicion.echoDb = strangeness > VERY_STRANGE ? excessDb : 0
  suspicion.echoMs = atMs
}

/** A breath was heard after all. */
export function trust(suspicion: Suspicion, atMs: number): void {
  suspicion.level = 0.5 * levelAt(suspicion, atMs)
  suspicion.sinceMs = atMs
}

function levelAt({ level, sinceMs }: Suspicion, atMs: number): number {
  return level * Math.exp(-Math.max(0, atMs - sinceMs) / FORGETTING_MS)
}
