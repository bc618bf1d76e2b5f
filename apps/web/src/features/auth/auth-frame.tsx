import type { FormEventHandler, ReactNode, Ref } from 'react'
import { QuietCard } from '../../ui/quiet-card.tsx'
import styles from './auth-frame.module.css'

interface AuthFrameProps {
  title: string
  lead: string
  /** What was wrong with the last attempt as a whole. */
  problem: string | null
  formRef: Ref<HTMLFormElement>
  onSubmit: FormEventHandler<HTMLFormElement>
  children: ReactNode
  /** The way to the other page. */
  aside: ReactNode
}

/** The layout of pages on which people sign in and what belongs to it. */
export function AuthFrame({ title, lead, problem, formRef, onSubmit, children, aside }: AuthFrameProps) {
  return (
    <QuietCard title={title} lead={lead} problem={problem}>
      <form ref={formRef} onSubmit={onSubmit} noValidate className={styles.form}>
        {children}
      </form>
      <p className={styles.aside}>{aside}</p>
    </QuietCard>
  )
}
