import { clamp } from '../../statistics.ts'

/** What one burst can say for and against somebody breathing here, log odds; and what is remembered of all. */
const MOST_FOR = 3
const MOST_AGAINST = 2
const MOST = 8
/** It is forgotten over half a minute... */
const FORGETTING_MS = 30_000
/** ...and silences longer than those of slow breath speak against it. */
const LONGEST_SILENCE_MS = 8000
const PER_SILENT_SECOND = 0.15
/** Wald's two limits: from the one on somebody breathes here; under the other, after so long, nobody does. */
const BELIEVED_FROM = 4
const DISBELIEVED_BELOW = -1
const TRIAL_MS = 9000
/** So much is asked of each burst beside being breath rather than not. */
const BURST_COST = 0.3
/** Where somebody breathes, too, a burst that sounds so little like it is none: by the model, 20 to 1. */
const LEAST_LOG_ODDS = -3

/**
 * Whether somebody is breathing here at all: a sequential test (Wald 1945) over the bursts that sound like breath. Phases are announced
 * at once; those of a trial that fails are taken back, and while it is failed nothing is announced.
 */
export type Trial = {
  logOdds: number
  lastEndMs: number
  isBelieved: boolean
  isFailed: boolean
  /** Phases since the trial began, and when the first of them did. */
  phases: number
  sinceMs: number
}

export const newTrial = (): Trial => ({
  logOdds: 0,
  lastEndMs: -1,
  isBelieved: false,
  isFailed: false,
  phases: 0,
  sinceMs: 0,
})

/** A burst ended that sounds like breath by `logOdds`. @returns whether it may be a phase */
export function weigh(trial: Trial, onsetMs: number, endMs: number, logOdds: number): boolean {
  const before = Math.max(-MOST, logOddsAt(trial, onsetMs))
  trial.logOdds = Math.min(MOST, before + clamp(logOdds - BURST_COST, -MOST_AGAINST, MOST_FOR))
  trial.lastEndMs = endMs
  if (trial.logOdds < 0) trial.isBelieved = false
  if (trial.logOdds >= BELIEVED_FROM) {
    trial.isBelieved = true
    trial.isFailed = false
    trial.phases = 0
  }
  if (trial.isFailed || logOdds < LEAST_LOG_ODDS) return false
  if (!trial.isBelieved) {
    if (trial.phases === 0) trial.sinceMs = onsetMs
    trial.phases += 1
  }
  return true
}

/** Whether the trial fails now; how many of the newest phases were none then is `phases`. */
export function isLost(trial: Trial, nowMs: number): boolean {
  const isOver = trial.phases > 0 && !trial.isBelieved && nowMs - trial.sinceMs > TRIAL_MS
  return isOver && logOddsAt(trial, nowMs) < DISBELIEVED_BELOW
}

/** After the phases were taken back. */
export function fail(trial: Trial): void {
  trial.isFailed = true
  trial.phases = 0
}

function logOddsAt({ logOdds, lastEndMs }: Trial, atMs: number): number {
  if (lastEndMs < 0) return 0
  const silentMs = Math.max(0, atMs - lastEndMs)
  const against = (PER_SILENT_SECOND * Math.max(0, silentMs - LONGEST_SILENCE_MS)) / 1000
  return logOdds * Math.exp(-silentMs / FORGETTING_MS) - against
}
