import type { Target } from '@better-and-bliss/breath/protocol'
import { useEffect, useState } from 'react'
import { momentOf, type Step } from '../pattern-clock.ts'
import { STEP_WORDS } from '../words.ts'
import styles from './instruction.module.css'

const LOOK_MS = 50

/** What the pattern asks for now, and for how many seconds more. Not read out: it would talk without end. */
export function Instruction({ target, patternMs }: { target: Target; patternMs: () => number | null }) {
  const [shown, setShown] = useState<{ step: Step; seconds: number } | null>(null)
  useEffect(() => {
    const look = () => {
      const elapsedMs = patternMs()
      if (elapsedMs === null) return setShown(null)
      const { step, remainingMs } = momentOf(target, elapsedMs)
      const seconds = Math.ceil(remainingMs / 1000)
      setShown((before) => (before?.step === step && before.seconds === seconds ? before : { step, seconds }))
    }
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [target, patternMs])
  if (!shown) return null
  return (
    <p className={styles.instruction} aria-hidden="true">
      <span className={styles.word}>{STEP_WORDS[shown.step]}</span>
      <span className={styles.seconds}>{shown.seconds}</span>
    </p>
  )
}
