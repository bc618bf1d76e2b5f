import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import styles from './quiet-card.module.css'
import { Ring } from './ring.tsx'

interface QuietCardProps {
  title: string
  /** To focus the title. */
  titleRef?: Ref<HTMLHeadingElement>
  lead: ReactNode
  /** What was wrong with the last attempt as a whole. */
  problem: string | null
  children?: ReactNode
}

/** The layout of pages that ask one thing: a title, why, and what to do. A problem has the focus when it appears. */
export function QuietCard({ title, titleRef, lead, problem, children }: QuietCardProps) {
  const alert = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (problem) alert.current?.focus()
  }, [problem])
  return (
    <div className={styles.room}>
      <div className={styles.card}>
        <div className={styles.ring}>
          <Ring size="4rem" breathing />
        </div>
        <h1 ref={titleRef} tabIndex={titleRef ? -1 : undefined} className={styles.title}>
          {title}
        </h1>
        <p className={styles.lead}>{lead}</p>
        {problem && (
          <p ref={alert} role="alert" tabIndex={-1} className={styles.problem}>
            {problem}
          </p>
        )}
        {children && <div className={styles.content}>{children}</div>}
      </div>
    </div>
  )
}
