import { type ReactNode, useId } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  title: string
  /** What an address names it by. */
  anchor?: string
  aside?: ReactNode
  children: ReactNode
}

/** A part of the page under a heading of its own. */
export function Panel({ title, anchor, aside, children }: PanelProps) {
  const id = useId()
  return (
    <section id={anchor} className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.heading}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
