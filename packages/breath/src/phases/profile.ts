import { clamp } from '../statistics.ts'
import { CUES, type Naming } from './naming.ts'

const VERSION = 'v1'
const STEPS_PER_UNIT = 100

/** What was learned of one member on one device, in letters, digits and underscores. */
export function writeProfile(learned: ArrayLike<number>): string {
  const steps = Array.from(learned, (weight) => Math.round(clamp(weight, -9, 9) * STEPS_PER_UNIT) + 1000)
  return [VERSION, ...steps].join('_')
}

/** Takes over what a profile says; one that is not of this version says nothing. */
export function readProfile(naming: Naming, profile: string): void {
  const [version, ...steps] = profile.split('_')
  const weights = steps.map((step) => (Number(step) - 1000) / STEPS_PER_UNIT)
  if (version !== VERSION || weights.length !== CUES || !weights.every((weight) => Math.abs(weight) <= 9)) return
  naming.learned.set(weights)
  naming.isLearned = true
}
