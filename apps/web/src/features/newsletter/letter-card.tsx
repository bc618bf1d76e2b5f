import { type ReactNode, useEffect, useRef } from 'react'
import { PageTitle } from '../../ui/page-title.tsx'
import { Ring } from '../../ui/ring.tsx'
import styles from './letter-card.module.css'

interface LetterCardProps {
  /** Of the page. */
  name: string
  title: string
  lead: ReactNode
  /** Why the last attempt failed. */
  problem?: string | null
  children?: ReactNode
}

/** The layout of pages that links in newsletters lead to. A new title has the focus: something happened. */
export function LetterCard({ name, title, lead, problem = null, children }: LetterCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(title)
  useEffect(() => {
    if (title !== first.current) heading.current?.focus()
  }, [title])
  return (
    <div className={styles.room}>
      <PageTitle>{name}</PageTitle>
      <div className={styles.card}>
        <Ring size="4rem" breathing />
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <p className={styles.lead}>{lead}</p>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {children && <div className={styles.content}>{children}</div>}
      </div>
    </div>
  )
}
