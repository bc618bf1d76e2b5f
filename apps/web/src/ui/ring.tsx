import type { CSSProperties } from 'react'
import styles from './ring.module.css'

/** Our mark: two rings of dawn light. Where it breathes, it does so six times a minute. */
export function Ring({ size, breathing = false }: { size: string; breathing?: boolean }) {
  return (
    <span
      className={styles.ring}
      style={{ '--ring-size': size } as CSSProperties}
      data-breathing={breathing || undefined}
      aria-hidden="true"
    />
  )
}

/** The ring in place of a spinner, with words for those who do not see it. */
export function Waiting({ words }: { words: string }) {
  return (
    <p className={styles.waiting} role="status">
      <Ring size="3.5rem" breathing />
      <span>{words}</span>
    </p>
  )
}
