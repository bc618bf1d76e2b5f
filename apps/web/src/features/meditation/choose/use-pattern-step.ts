import { useEffect, useState } from 'react'
import type { PatternMoment, Step } from '../pattern-clock.ts'

/** The step that a pattern is at, rendered when it changes. */
export function usePatternStep(momentAt: (nowMs: number) => PatternMoment): Step {
  const [step, setStep] = useState<Step>('in')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const moment = momentAt(performance.now())
      setStep(moment.step)
      timer = setTimeout(look, Math.max(moment.remainingMs, MIN_WAIT_MS))
    }
    look()
    return () => clearTimeout(timer)
  }, [momentAt])
  return step
}

const MIN_WAIT_MS = 30
