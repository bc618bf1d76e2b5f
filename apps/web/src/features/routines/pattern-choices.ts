import type { Target } from '@better-and-bliss/breath/protocol'
import type { BreathPattern, RoutineBreath } from '@better-and-bliss/sdk'
import { countWords, patternsWith } from '../meditation/patterns.ts'

interface PatternChoice extends Pick<RoutineBreath, 'pattern' | 'target'> {
  name: string
}

/** What a step may be breathed by, and which one of these it is. What the studio or the member has changed since is one more. */
export function choicesOf(
  step: Pick<RoutineBreath, 'pattern' | 'target'>,
  own: Target,
  ofStudio: readonly BreathPattern[],
): { choices: readonly PatternChoice[]; chosen: number } {
  const choices = patternsWith(own, ofStudio).flatMap(({ id, name, target }): PatternChoice[] => {
    if (id === 'none' || !target) return []
    return id === 'own' || id === 'studio'
      ? [{ name: `${name}, ${countWords(target)}`, pattern: 'own', target }]
      : [{ name, pattern: id, target: null }]
  })
  const chosen = choices.findIndex((choice) => isSame(choice, step))
  if (chosen >= 0 || !step.target) return { choices, chosen }
  const { pattern, target } = step
  return { choices: [...choices, { name: countWords(target), pattern, target }], chosen: choices.length }
}

function isSame(
  one: Pick<RoutineBreath, 'pattern' | 'target'>,
  other: Pick<RoutineBreath, 'pattern' | 'target'>,
): boolean {
  if (one.pattern !== other.pattern) return false
  if (!one.target || !other.target) return one.target === other.target
  return timesOf(one.target) === timesOf(other.target)
}

function timesOf({ inhale_ms, hold_in_ms, exhale_ms, hold_out_ms }: Target): string {
  return [inhale_ms, hold_in_ms, exhale_ms, hold_out_ms].join(' ')
}
