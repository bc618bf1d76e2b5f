import { useReducedMotion } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './orb.module.css'

/** What the orb shows at one moment. */
export interface OrbFrame {
  /** 0 empty to 1 full. */
  fullness: number
  /** Where the pattern is; null without one. */
  target: number | null
  /** Nothing is being followed: the orb rests and loses its colour. */
  isResting: boolean
}

interface OrbProps {
  /** Read before every picture, so that nothing above is rendered with it. */
  read: (nowMs: number) => OrbFrame
  children?: ReactNode
}

/** The breath as a ring of light. For who wants no motion it stands still, and its brightness breathes. */
export function Orb({ read, children }: OrbProps) {
  const orb = useRef<HTMLDivElement>(null)
  const isStill = useReducedMotion()
  useEffect(() => {
    let frame = 0
    const draw = (nowMs: number) => {
      frame = requestAnimationFrame(draw)
      if (orb.current) paint(orb.current, read(nowMs), Boolean(isStill))
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [read, isStill])
  return (
    <div ref={orb} className={styles.orb} data-still={isStill || undefined}>
      <span className={styles.halo} />
      <span className={styles.light} />
      <svg className={styles.target} viewBox="-50 -50 100 100" aria-hidden="true">
        <circle r="30" />
      </svg>
      <div className={styles.middle}>{children}</div>
    </div>
  )
}

const STILL_FULLNESS = 0.6
/** The radius of a ring that is empty, and what is added to it until it is full, of 50. */
const LEAST_RADIUS = 21
const MORE_RADIUS = 24

function paint(orb: HTMLElement, { fullness, target, isResting }: OrbFrame, isStill: boolean): void {
  orb.style.setProperty('--fullness', (isStill ? STILL_FULLNESS : fullness).toFixed(4))
  orb.style.setProperty('--brightness', fullness.toFixed(3))
  orb.toggleAttribute('data-resting', isResting)
  const circle = orb.querySelector('circle')
  circle?.setAttribute('r', (LEAST_RADIUS + MORE_RADIUS * (target ?? 0)).toFixed(2))
  circle?.toggleAttribute('data-hidden', target === null || isStill)
}
