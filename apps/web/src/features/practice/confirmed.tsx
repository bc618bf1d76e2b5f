import { Button } from '@mantine/core'
import { type ReactNode, useId, useRef } from 'react'
import styles from './confirmed.module.css'

interface ConfirmedProps {
  /** What the button says. */
  action: string
  /** The question. */
  title: string
  children: ReactNode
  /** The answer that does it. */
  confirm: string
  isPending: boolean
  onConfirm: () => Promise<unknown>
}

/** A button for what cannot be undone: it asks first, in a native dialog that Escape closes. */
export function Confirmed({ action, title, children, confirm, isPending, onConfirm }: ConfirmedProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const close = () => dialog.current?.close()
  return (
    <>
      <Button variant="default" className={styles.action} onClick={() => dialog.current?.showModal()}>
        {action}
      </Button>
      <dialog ref={dialog} className={styles.dialog} aria-labelledby={id}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <p className={styles.words}>{children}</p>
        <div className={styles.answers}>
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button className={styles.confirm} loading={isPending} onClick={() => void onConfirm().then(close, close)}>
            {confirm}
          </Button>
        </div>
      </dialog>
    </>
  )
}
