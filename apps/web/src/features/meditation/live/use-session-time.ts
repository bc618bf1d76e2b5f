import { useEffect, useState } from 'react'
import { keepAwake } from '../../../ui/keep-awake.ts'
import type { Stopwatch } from './stopwatch.ts'

const TICK_MS = 250

/** How long the session lasts, rendered as often as a clock shows it. */
export function useElapsed(stopwatch: Stopwatch): number {
  const [elapsedMs, setElapsedMs] = useState(() => stopwatch.elapsedMs())
  useEffect(() => {
    const timer = setInterval(() => {
      const nextMs = stopwatch.elapsedMs()
      setElapsedMs((beforeMs) => (Math.floor(beforeMs / 1000) === Math.floor(nextMs / 1000) ? beforeMs : nextMs))
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [stopwatch])
  return elapsedMs
}

/** Hides header, footer and tabs, and keeps the screen awake, while the component is there. */
export function useImmersion(): void {
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.immersed = ''
    const release = keepAwake()
    return () => {
      delete dataset.immersed
      release()
    }
  }, [])
}
