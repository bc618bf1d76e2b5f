import { announcePhase, type Voice } from './announce.ts'
import { cluster, rememberCluster } from './clustering.ts'
import { cycleMsOf } from './hint.ts'
import { renameInLog } from './log.ts'
import { REMEMBERED } from './naming.ts'
import { orient, rememberOrientation } from './orientation.ts'
import type { Phase } from './phase.ts'
import { phasesOf, type Session } from './session.ts'

/** What is less sure than this advances no count. */
const LEAST_CONFIDENCE = 0.5
/** A name that was taken back once is believed so much less. */
const RENAMED_SHARE = 0.8
/** Where all that is remembered was renamed, the next phases are believed by so much less, and each of them restores a tenth of what is missing. */
const CHANGE_DOUBT = 0.3
const DOUBT_KEPT = 0.9

/** Puts `current` into the history, the oldest out. */
export function remember(session: Session): void {
  const { history, current, naming } = session
  if (session.heard === history.length) {
    const oldest = history.shift()
    if (oldest) {
      rememberOrientation(naming, oldest)
      rememberCluster(naming, oldest)
      history.push(oldest)
    }
  } else session.heard += 1
  const previous = history[session.heard - 2]
  current.cluster = previous ? 1 - previous.cluster : 1
  storeNewest(session)
}

/** Copies `current` over the newest phase of the history. */
export function storeNewest({ history, heard, current }: Session): void {
  const newest = history[heard - 1]
  if (!newest) return
  newest.cues.set(current.cues)
  Object.assign(newest, current, { cues: newest.cues })
}

/** Names the newest phase, and those before it anew: who was named wrongly or counted wrongly is revised. */
export function name(session: Session, voice: Voice): void {
  const { current, naming } = session
  const phases = phasesOf(session)
  cluster(naming, phases, cycleMsOf(voice.target))
  orient(naming, phases)
  current.cluster = phases.at(-1)?.cluster ?? 0
  current.exhale = isExhale(session, current)
  let renamed = 0
  for (const [index, phase] of phases.slice(0, -1).entries()) {
    const exhale = isExhale(session, phase)
    const breathNumber = index === 0 ? phase.breathNumber : numberOf({ ...phase, exhale }, phases[index - 1])
    if (exhale === phase.exhale && breathNumber === phase.breathNumber) continue
    if (exhale !== phase.exhale) {
      rename(session, phase, exhale)
      renamed += 1
    }
    phase.breathNumber = breathNumber
    announcePhase(session, voice, 'revise', phase)
  }
  naming.certainty = 1 - DOUBT_KEPT * (1 - naming.certainty * (1 - (CHANGE_DOUBT * renamed) / REMEMBERED))
}

function rename({ log }: Session, phase: Phase, exhale: boolean): void {
  const confidence = Math.fround(RENAMED_SHARE * phase.confidence)
  renameInLog(log, { id: phase.id, exhale, confidenceLost: phase.confidence - confidence })
  phase.confidence = confidence
  phase.exhale = exhale
}

export const isExhale = ({ naming }: Session, phase: Phase) => (phase.cluster === 1) === naming.secondIsExhale

/** A breath is an inhale and the exhale after it, or an exhale whose inhale was not heard. */
export function numberOf(phase: Phase, previous: Phase | undefined): number {
  const before = previous?.breathNumber ?? 0
  if (phase.exhale && phase.isJoined && previous && !previous.exhale) return Math.max(1, before)
  return phase.confidence < LEAST_CONFIDENCE ? before : before + 1
}
