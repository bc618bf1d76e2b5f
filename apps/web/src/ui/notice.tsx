import type { ReactNode } from 'react'
import styles from './notice.module.css'
import { Ring } from './ring.tsx'

/** A page or section that has nothing else to show: empty, failed or missing. */
export function Notice({ title, children, action, heading: Heading = 'h2' }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <Ring size="4.5rem" />
      <Heading className={styles.title}>{title}</Heading>
      {children && <p className={styles.text}>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

interface NoticeProps {
  title: string
  children?: ReactNode
  action?: ReactNode
  heading?: 'h1' | 'h2'
}
