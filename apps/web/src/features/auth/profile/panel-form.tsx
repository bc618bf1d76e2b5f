import type { FormEventHandler, ReactNode, Ref } from 'react'
import styles from './panel-form.module.css'

interface PanelFormProps {
  /** What a button outside of it names it by. */
  id?: string
  lead: string
  /** What was wrong with the last attempt as a whole. */
  problem: string | null
  ref: Ref<HTMLFormElement>
  submit: FormEventHandler<HTMLFormElement>
  children: ReactNode
}

/** A form inside of a panel. */
export function PanelForm({ id, lead, problem, ref, submit, children }: PanelFormProps) {
  return (
    <form id={id} ref={ref} onSubmit={submit} noValidate className={styles.form}>
      <p className={styles.lead}>{lead}</p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {children}
    </form>
  )
}
