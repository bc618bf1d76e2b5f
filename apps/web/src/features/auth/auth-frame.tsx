import { type FormEventHandler, type ReactNode, type Ref, useEffect, useRef } from 'react'
import { Ring } from '../../ui/ring.tsx'
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
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {problem && (
          <p ref={alert} role="alert" tabIndex={-1} className={styles.problem}>
            {problem}
          </p>
        )}
        <form ref={formRef} onSubmit={onSubmit} noValidate className={styles.form}>
          {children}
        </form>
        <p className={styles.aside}>{aside}</p>
      </div>
    </div>
  )
}
