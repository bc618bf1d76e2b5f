import type { Target } from '@better-and-bliss/breath/protocol'
import { useCallback, useRef } from 'react'
import { Orb } from '../orb.tsx'
import { momentOf, type PatternMoment } from '../pattern-clock.ts'
import { STEP_WORDS } from '../words.ts'
import styles from './preview.module.css'
import { usePatternStep } from './use-pattern-step.ts'

/** The chosen pattern, breathing: to breathe along before the session. Without a pattern, the default one. */
export function Preview({ target }: { target: Target | null }) {
  const startedMs = useRef(performance.now())
  const shown = target ?? CALM
  const momentAt = useCallback((nowMs: number): PatternMoment => momentOf(shown, nowMs - startedMs.current), [shown])
  const read = useCallback(
    (nowMs: number) => ({ fullness: momentAt(nowMs).fullness, target: null, isResting: false }),
    [momentAt],
  )
  const step = usePatternStep(momentAt)
  return (
    <div className={styles.preview} aria-hidden="true">
      <Orb read={read}>{target && <span className={styles.word}>{STEP_WORDS[step]}</span>}</Orb>
    </div>
  )
}

const CALM: Target = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }
