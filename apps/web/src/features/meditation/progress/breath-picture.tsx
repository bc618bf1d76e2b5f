import { useMemo } from 'react'
import { Ring } from '../../../ui/ring.tsx'
import styles from './breath-picture.module.css'
import { raysOf } from './breath-rays.ts'
import type { CurveSegment } from './curve.ts'
import { t } from './messages.ts'

/** A session as a flower of its breaths, clockwise from the top: each ray is one, in towards the middle, out away from it. */
export function BreathPicture({ segments, durationMs }: { segments: readonly CurveSegment[]; durationMs: number }) {
  const rays = useMemo(() => raysOf(segments, durationMs), [segments, durationMs])
  if (rays.length === 0) return <Ring size="9rem" breathing />
  return (
    <svg className={styles.picture} viewBox="-100 -100 200 200" role="img" aria-label={t('breathRays')}>
      <circle r={MIDDLE} />
      {rays.map(({ turn, inward, outward, width }) => (
        <g key={turn} transform={`rotate(${(turn * 360).toFixed(2)})`} strokeWidth={width.toFixed(2)}>
          <path d={`M0 ${-MIDDLE + 2}V${(-MIDDLE + 2 + inward * INWARD).toFixed(2)}`} data-type="inhaling" />
          <path d={`M0 ${-MIDDLE - 2}V${(-MIDDLE - 2 - outward * OUTWARD).toFixed(2)}`} data-type="exhaling" />
        </g>
      ))}
    </svg>
  )
}

const MIDDLE = 56
const INWARD = 30
const OUTWARD = 38
