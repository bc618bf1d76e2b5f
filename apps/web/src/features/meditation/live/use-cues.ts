import type { Target } from '@better-and-bliss/breath/protocol'
import { useEffect } from 'react'
import { momentOf } from '../pattern-clock.ts'
import type { Preferences } from '../preferences.ts'
import type { Cues } from './cues.ts'

const LOOK_MS = 40

/** Tells hand and ear each step of the pattern, as far as the member wants it, and lets go with the component. */
export function useCues(
  cues: Cues,
  target: Target | null,
  patternMs: () => number | null,
  { sounds, vibrates }: Pick<Preferences, 'sounds' | 'vibrates'>,
): void {
  useEffect(() => () => cues.close(), [cues])
  useEffect(() => {
    if (!target || !(sounds || vibrates)) return
    let known = ''
    const timer = setInterval(() => {
      const elapsedMs = patternMs()
      if (elapsedMs === null) return
      const { step, cycle } = momentOf(target, elapsedMs)
      if (`${cycle} ${step}` === known) return
      known = `${cycle} ${step}`
      if (sounds) cues.sound(step)
      if (vibrates) cues.vibrate(step)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [cues, target, patternMs, sounds, vibrates])
}

/** Tells those with closed eyes that the session is over. */
export function tellEnd(cues: Cues, { bell, vibrates }: Pick<Preferences, 'bell' | 'vibrates'>): void {
  if (bell) cues.bell()
  if (vibrates) cues.vibrate('end')
}
