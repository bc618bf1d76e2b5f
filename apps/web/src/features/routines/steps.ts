import type { Routine, RoutineBreath, RoutineStepChoice, RoutineTimer } from '@better-and-bliss/sdk'
import { durationWords } from '../../ui/words.ts'
import { countWords, DEFAULT_OWN_TARGET, patternsWith } from '../meditation/patterns.ts'
import { t } from './messages.ts'

export type Step = Routine['steps'][number]
export type PracticeStep = RoutineTimer | RoutineBreath

export function isPractice(step: RoutineStepChoice): step is PracticeStep {
  return step.kind === 'timer' || step.kind === 'breath'
}

/** What a step has that no other one of its routine has. */
export function keyOf(step: RoutineStepChoice): string {
  return isPractice(step) ? step.id : step.content_id
}

/** As it is stored. */
export function choiceOf(step: RoutineStepChoice): RoutineStepChoice {
  return isPractice(step) ? step : { kind: 'item', content_id: step.content_id }
}

export function titleOf(step: Step): string {
  switch (step.kind) {
    case 'item':
      return step.item?.title ?? t('takenDown')
    case 'timer':
      return t('silence', { duration: durationWords(secondsOf(step)) })
    case 'breath':
      return t('breathing', { pattern: patternName(step), duration: durationWords(secondsOf(step)) })
  }
}

/** How long it lasts; of an item, as far as it is known. */
export function secondsOf(step: Step): number {
  return step.kind === 'item' ? (step.item?.duration_seconds ?? 0) : step.minutes * 60
}

/** What is done of a routine: what is locked, or was taken down, is left out. */
export function openSteps({ steps }: Routine): Step[] {
  return steps.filter((step) => isPractice(step) || (step.item && !step.item.locked && step.item.is_hls_ready))
}

/** `Box`, or the seconds of a pattern that has no name here. */
function patternName({ pattern, target }: RoutineBreath): string {
  if (target) return countWords(target)
  return patternsWith(DEFAULT_OWN_TARGET, []).find(({ id }) => id === pattern)?.name ?? ''
}
