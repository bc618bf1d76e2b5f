import type { ReactNode } from 'react'
import styles from './page-head.module.css'

/** What a page is called, and a line about it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header>
      <h1 className={styles.title}>{title}</h1>
      {children && <p className={styles.lead}>{children}</p>}
    </header>
  )
}
