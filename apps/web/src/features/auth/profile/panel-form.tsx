import { type FormEventHandler, type ReactNode, type Ref, useEffect, useRef } from 'react'
import styles from './panel-form.module.css'

interface PanelFormProps {
  /** What a button outside of it names it by. */
  id?: string
  lead?: string
  /** What was wrong with the last attempt as a whole. */
  problem: string | null
  ref: Ref<HTMLFormElement>
  submit: FormEventHandler<HTMLFormElement>
  children: ReactNode
}

/** A form inside of a panel. */
export function PanelForm({ id, lead, problem, ref, submit, children }: PanelFormProps) {
  const alert = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (problem) alert.current?.focus()
  }, [problem])
  return (
    <form id={id} ref={ref} onSubmit={submit} noValidate className={styles.form}>
      {lead && <p className={styles.lead}>{lead}</p>}
      {problem && (
        <p ref={alert} role="alert" tabIndex={-1} className={styles.problem}>
          {problem}
        </p>
      )}
      {children}
    </form>
  )
}

/** The account that a password is of, for password managers. */
export function AccountName({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
}
