import type { CalibrationPlan } from '../protocol/messages.ts'
import { CUES, type Naming } from './naming.ts'
import { learnFrom } from './orientation.ts'
import type { Phase } from './phase.ts'

/** Three seconds of room, then an exhale and an inhale on demand. */
export const CALIBRATION_PLAN: CalibrationPlan = {
  room: { start_ms: 0, end_ms: 3000 },
  exhale: { start_ms: 3000, end_ms: 5500 },
  inhale: { start_ms: 5500, end_ms: 8000 },
}
/** People answer a prompt late, never early. */
const LATEST_START_MS = 700

/** The loudest burst that answered each prompt; an excess of 0 is none. */
export type Calibration = {
  isOn: boolean
  exhale: { cues: Float32Array; excessDb: number }
  inhale: { cues: Float32Array; excessDb: number }
}

export const newCalibration = (): Calibration => ({
  isOn: false,
  exhale: { cues: new Float32Array(CUES), excessDb: 0 },
  inhale: { cues: new Float32Array(CUES), excessDb: 0 },
})

/** A burst ended while calibrating. */
export function noteAnswer(calibration: Calibration, { startMs, durationMs, excessDb, cues }: Phase): void {
  const middleMs = startMs + durationMs / 2
  for (const name of ['exhale', 'inhale'] as const) {
    const { start_ms, end_ms } = CALIBRATION_PLAN[name]
    const answer = calibration[name]
    const isWithin = startMs >= start_ms && startMs < end_ms - LATEST_START_MS && middleMs < end_ms + LATEST_START_MS
    if (!isWithin || excessDb <= answer.excessDb) continue
    answer.excessDb = excessDb
    answer.cues.set(cues)
  }
}

/** Ends it; what both answers tell apart is learned. */
export function endCalibration(calibration: Calibration, naming: Naming): void {
  calibration.isOn = false
  const { exhale, inhale } = calibration
  if (exhale.excessDb > 0 && inhale.excessDb > 0) {
    learnFrom(
      naming,
      exhale.cues.map((cue, index) => cue - (inhale.cues[index] ?? 0)),
    )
  }
}
