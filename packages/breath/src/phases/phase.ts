import type { EventType } from '../protocol/event.ts'
import { type Burst, CUES } from './naming.ts'

/** A breath phase as it was heard; also a burst for the naming. */
export type Phase = Burst & {
  id: number
  startMs: number
  durationMs: number
  exhale: boolean
  volumeRms: number
  centroidHz: number
  confidence: number
  breathNumber: number
  excessDb: number
  /** By how much the room's floor has jumped since. */
  floorRiseDb: number
}

export const newPhase = (): Phase => ({
  id: 0,
  startMs: 0,
  durationMs: 0,
  exhale: false,
  volumeRms: 0,
  centroidHz: 0,
  confidence: 0,
  breathNumber: 0,
  cues: new Float32Array(CUES),
  clarity: 1,
  gapMs: 0,
  lateness: 0,
  isJoined: false,
  hint: 0,
  excessDb: 0,
  floorRiseDb: 0,
  cluster: 0,
})

export const eventTypeOf = (phase: Phase): EventType => (phase.exhale ? 'exhaling' : 'inhaling')
