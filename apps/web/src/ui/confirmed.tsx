import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { t } from '../language/common.ts'
import styles from './confirmed.module.css'
import { Dialog } from './dialog.tsx'

interface ConfirmedProps {
  /** What the button says. */
  action: string
  /** The button's name for those who do not see beside what it stands; begins with `action`. */
  label?: string
  /** The question. */
  title: string
  children: ReactNode
  /** The answer that does it. */
  confirm: string
  /** The answer that leaves all as it is. */
  cancel?: string
  isPending: boolean
  onConfirm: () => Promise<unknown>
}

/** A button for what cannot be undone: it asks first, in a dialog that Escape closes. */
export function Confirmed({
  action,
  label,
  title,
  children,
  confirm,
  cancel = t('keepIt'),
  isPending,
  onConfirm,
}: ConfirmedProps) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  return (
    <>
      <Button variant="default" aria-label={label} className={styles.action} onClick={() => setIsAsking(true)}>
        {action}
      </Button>
      {isAsking && (
        <Dialog
          title={title}
          onClose={close}
          actions={
            <>
              <Button variant="default" onClick={close}>
                {cancel}
              </Button>
              <Button
                className={styles.confirm}
                loading={isPending}
                onClick={() => void onConfirm().then(close, close)}
              >
                {confirm}
              </Button>
            </>
          }
        >
          <p>{children}</p>
        </Dialog>
      )}
    </>
  )
}
