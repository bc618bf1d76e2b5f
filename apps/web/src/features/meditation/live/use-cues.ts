import type { Target } from '@better-and-bliss/breath/protocol'
import { useEffect, useRef } from 'react'
import { momentOf } from '../pattern-clock.ts'
import type { Preferences } from '../preferences.ts'
import { type Cues, createCues } from './cues.ts'

const LOOK_MS = 40

/**
 * Tells hand and ear each step of the pattern, as far as the member wants it.
 *
 * @returns what tells them that the time is over.
 */
export function useCues(
  target: Target | null,
  patternMs: () => number | null,
  { sounds, vibrates }: Pick<Preferences, 'sounds' | 'vibrates'>,
): () => void {
  const cues = useRef<Cues | null>(null)
  useEffect(() => {
    const made = createCues()
    cues.current = made
    return () => made.close()
  }, [])
  useEffect(() => {
    if (!target || !(sounds || vibrates)) return
    let known = ''
    const timer = setInterval(() => {
      const elapsedMs = patternMs()
      if (elapsedMs === null) return
      const { step, cycle } = momentOf(target, elapsedMs)
      if (`${cycle} ${step}` === known) return
      known = `${cycle} ${step}`
      if (sounds) cues.current?.sound(step)
      if (vibrates) cues.current?.vibrate(step)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [target, patternMs, sounds, vibrates])
  return () => {
    if (sounds) cues.current?.sound('end')
    if (vibrates) cues.current?.vibrate('end')
  }
}
