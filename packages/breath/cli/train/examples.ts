import { createPhaseDetector } from '../../src/index.ts'
import type { Recording } from '../recordings.ts'
import { soundClassOf } from '../sound-classes.ts'
import type { Example } from './boost.ts'
import { variationsOf } from './variations.ts'

/** A burst of which half is breath is one; one of which less than this is breath is none; what lies between teaches nothing. */
const BREATH_FROM = 0.5
const NO_BREATH_UNTIL = 0.15
/** Members sit before ordinary microphones; what is not breath has few examples, and counts as much. */
const WEIGHTS: Record<string, number> = { airborne: 6, contact: 6, synthetic: 0.6 }
const NO_BREATH_WEIGHT = 2.5
/** What a recording weighs itself; its variations share the rest. */
const OWN_SHARE = 0.25
/** A file counts no more than so many bursts: neither a person nor a minute of crickets more than another. */
const MOST_OF_AIRBORNE = 14
const MOST_OF_NO_BREATH = 12

/** Everything counts as breath while it is learned from. */
const BREATH_LOG_ODDS = 6

/** Recordings whose licence forbids that a shipped parameter is computed from them. */
export const mayBeFitted = ({ file }: { file: string }) => !file.startsWith('deeply')

/** What a recording and its variations teach, which weighs as much as the recording would alone. */
export function examplesOfAll(recording: Recording): Example[] {
  const weighing = (share: number) => (example: Example) => ({ ...example, weight: share * example.weight })
  const variations = variationsOf(recording)
  const share = (1 - OWN_SHARE) / variations.length
  return [
    ...examplesOf(recording).map(weighing(OWN_SHARE)),
    ...variations.flatMap((variation) => examplesOf(variation).map(weighing(share))),
  ]
}

/** The bursts of a recording that the rules take for breath, and what would have been right. */
export function examplesOf(recording: Recording): Example[] {
  const { file, truth, records } = recording
  const bursts: { values: readonly number[]; isBreath: boolean }[] = []
  const detector = createPhaseDetector(
    { target: null, calibrate: false, profile: null },
    () => {},
    undefined,
    ({ onsetMs, endMs, features }) => {
      const isBreath = labelOf(recording, onsetMs, endMs)
      if (isBreath !== null) bursts.push({ values: features, isBreath })
      return BREATH_LOG_ODDS
    },
  )
  detector.pushRecords(records)
  detector.finish()
  const soundClass = soundClassOf(file)
  const isBreathless = truth.phases.length === 0
  const most = isBreathless
    ? MOST_OF_NO_BREATH
    : soundClass === 'airborne'
      ? MOST_OF_AIRBORNE
      : Number.POSITIVE_INFINITY
  const share = Math.min(1, most / Math.max(1, bursts.length))
  return bursts.map((burst) => ({
    ...burst,
    weight: share * (burst.isBreath ? (WEIGHTS[soundClass] ?? 1) : NO_BREATH_WEIGHT),
  }))
}

/** Null where nobody could say. */
function labelOf({ truth, offsetMs }: Recording, onsetMs: number, endMs: number): boolean | null {
  const shared = truth.phases.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, endMs - offsetMs) - Math.max(start, onsetMs - offsetMs)),
    0,
  )
  const share = shared / Math.max(1, endMs - onsetMs)
  if (share >= BREATH_FROM) return true
  return share <= NO_BREATH_UNTIL ? false : null
}
