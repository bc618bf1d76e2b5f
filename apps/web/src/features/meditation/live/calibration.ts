import type { CalibrationPlan } from '@better-and-bliss/breath/protocol'

export type Prompt = 'room' | 'exhale' | 'inhale'

export interface CalibrationMoment {
  prompt: Prompt
  /** How much of the whole calibration is over, 0 to 1. */
  share: number
}

const PROMPTS = ['room', 'exhale', 'inhale'] as const

/** What to ask for at `clockMs` of the session's audio clock; null when the calibration is over. */
export function calibrationAt(plan: CalibrationPlan, clockMs: number): CalibrationMoment | null {
  const endMs = Math.max(...PROMPTS.map((prompt) => plan[prompt].end_ms))
  const prompt = PROMPTS.find((name) => clockMs < plan[name].end_ms)
  return prompt ? { prompt, share: Math.min(Math.max(clockMs / endMs, 0), 1) } : null
}
