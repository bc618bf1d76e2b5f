import type { HeardPhase } from './listen.ts'
import type { Truth } from './reliability.ts'

/** Names are exchanged where, of so many phases in a row, no more than one has the name that it had by the assignment before. */
const WINDOW = 8
const MOST_STRAY = 1
/** Phases overlap enough where eval.py matches them. */
const LEAST_OVERLAP = 0.5

/** How the phases of one session were named. */
export interface Naming {
  phases: number
  /** Named rightly in the end, and when they were announced; where nobody knows which is the inhale, by the better of the two assignments. */
  right: number
  rightAtOnce: number
  /** How often the names were exchanged, and stayed so. */
  exchanges: number
}

/** Compares the phases that were heard with those that there were. */
export function namingOf({ phases, isNamed }: Truth, heard: readonly HeardPhase[]): Naming {
  const sounds = heard.filter(({ event_type: type }) => type === 'inhaling' || type === 'exhaling')
  const pairs = phases.flatMap(({ start, end, phase }) => {
    const match = sounds.find((sound) => overlap(sound, start, end) >= LEAST_OVERLAP)
    return match ? [{ now: match.event_type === nameOf(phase), atOnce: match.announced_type === nameOf(phase) }] : []
  })
  const right = pairs.filter(({ now }) => now).length
  const isTurned = !isNamed && 2 * right < pairs.length
  return {
    phases: pairs.length,
    right: isTurned ? pairs.length - right : right,
    rightAtOnce: pairs.filter(({ atOnce }) => atOnce !== isTurned).length,
    exchanges: exchangesIn(pairs.map(({ now }) => now)),
  }
}

/** How often a run of answers changes from mostly true to mostly false, or back; strays do not count. */
export function exchangesIn(answers: readonly boolean[]): number {
  let usual: boolean | null = null
  let exchanges = 0
  for (let at = WINDOW; at <= answers.length; at++) {
    const count = answers.slice(at - WINDOW, at).filter(Boolean).length
    const is = count >= WINDOW - MOST_STRAY ? true : count <= MOST_STRAY ? false : null
    if (is === null || is === usual) continue
    if (usual !== null) exchanges += 1
    usual = is
  }
  return exchanges
}

const nameOf = (phase: string) => (phase === 'inhale' ? 'inhaling' : 'exhaling')

/** Intersection over union. */
function overlap({ t_ms: start, duration_ms: length }: HeardPhase, from: number, until: number): number {
  const shared = Math.min(start + length, until) - Math.max(start, from)
  return shared / (Math.max(start + length, until) - Math.min(start, from))
}
