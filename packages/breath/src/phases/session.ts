import { type Beginnings, newBeginnings } from './beginnings.ts'
import { type Calibration, newCalibration } from './calibration.ts'
import { newRecentBursts, type RecentBursts } from './classify/recent.ts'
import { newTrial, type Trial } from './classify/trial.ts'
import { type Cues, type EarlySums, newCues, newEarlySums, newSums, type Sums } from './cues.ts'
import { type Hearing, newHearing } from './hearing.ts'
import { type Log, newLog } from './log.ts'
import { type Naming, newNaming, REMEMBERED } from './naming.ts'
import { type Bursts, newBursts } from './onset.ts'
import { newPhase, type Phase } from './phase.ts'
import { newSoundness, type Soundness } from './soundness.ts'
import { newSuspicion, type Suspicion } from './suspicion.ts'

/** Of `floorDb`, before there is one: no room is as loud as full scale. */
export const UNKNOWN_FLOOR_DB = 0

/** Silence between phases, told apart by what surrounds it. */
export const REST = { none: 0, hold: 1, idle: 2 } as const

/** Everything the second stage knows, in a shape that can be written down (state.ts). */
export type Session = {
  /** End of the newest hop. */
  nowMs: number
  hearing: Hearing
  /** Of the newest hop heard, dBFS. */
  floorDb: number
  bursts: Bursts
  cues: Cues
  /** The sums of the first 300 ms, and as they were at the burst's valley. */
  early: EarlySums
  sumsAtValley: Sums
  calibration: Calibration
  naming: Naming
  beginnings: Beginnings
  suspicion: Suspicion
  soundness: Soundness
  recent: RecentBursts
  trial: Trial
  /** The burst going on; whether it was spoken of, and whether it is known not to be breath. */
  current: Phase
  isAnnounced: boolean
  isDismissed: boolean
  /** The phases before it, oldest first; `heard` of them are filled. */
  history: Phase[]
  heard: number
  /** Sounds in a row that were too short or faint for this breathing. */
  rustles: number
  log: Log
  rest: { kind: number; id: number; startMs: number }
  /** End of the last phase; nothing but silence since then if `isJoined`. End of what was spoken of last. */
  lastEndMs: number
  quietSinceMs: number
  isJoined: boolean
  seq: number
  lastId: number
  breathNumber: number
  /** Time of phases and holds. */
  audibleMs: number
  firstMs: number
}

export const newSession = (): Session => ({
  nowMs: 0,
  hearing: newHearing(),
  floorDb: UNKNOWN_FLOOR_DB,
  bursts: newBursts(),
  cues: newCues(),
  early: newEarlySums(),
  sumsAtValley: newSums(),
  calibration: newCalibration(),
  naming: newNaming(),
  beginnings: newBeginnings(),
  suspicion: newSuspicion(),
  soundness: newSoundness(),
  recent: newRecentBursts(),
  trial: newTrial(),
  current: newPhase(),
  isAnnounced: false,
  isDismissed: false,
  history: Array.from({ length: REMEMBERED }, newPhase),
  heard: 0,
  rustles: 0,
  log: newLog(),
  rest: { kind: REST.none, id: 0, startMs: 0 },
  lastEndMs: 0,
  quietSinceMs: 0,
  isJoined: false,
  seq: 0,
  lastId: 0,
  breathNumber: 0,
  audibleMs: 0,
  firstMs: -1,
})

/** The phases that are remembered, oldest first. */
export const phasesOf = (session: Session): Phase[] => session.history.slice(0, session.heard)
