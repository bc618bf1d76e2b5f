import type { Target } from '@better-and-bliss/breath/protocol'
import { momentOf } from '../pattern-clock.ts'
import { cycleMs } from '../patterns.ts'
import styles from './pattern-curve.module.css'

const WIDTH = 120
const HEIGHT = 28
const POINTS = 72
const SHOWN_MS = 16_000

/** One look at a pattern: how the lungs fill and empty. Without one, a line that is left to itself. */
export function PatternCurve({ target }: { target: Target | null }) {
  return (
    <svg className={styles.curve} viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={target ? pathOf(target) : FREE} data-free={!target || undefined} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

const FREE = 'M0 20 C 14 20 14 6 26 6 S 40 22 54 22 S 66 10 76 9 S 92 24 104 20 S 114 15 120 15'

function pathOf(target: Target): string {
  const shownMs = Math.max(SHOWN_MS, cycleMs(target))
  const points = Array.from({ length: POINTS + 1 }, (_, index) => {
    const share = index / POINTS
    const { fullness } = momentOf(target, share * shownMs)
    return `${(share * WIDTH).toFixed(1)} ${((1 - fullness) * HEIGHT).toFixed(1)}`
  })
  return `M${points.join('L')}`
}
