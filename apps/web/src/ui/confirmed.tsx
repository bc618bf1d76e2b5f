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
  /** Nothing is lost by it. */
  isHarmless?: boolean
  onConfirm: () => Promise<unknown>
}

/** A button that asks first, in red where something cannot be undone, in a dialog that Escape closes. */
export function Confirmed({
  action,
  label,
  title,
  children,
  confirm,
  cancel = t('keepIt'),
  isPending,
  isHarmless = false,
  onConfirm,
}: ConfirmedProps) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  return (
    <>
      <Button
        variant="default"
        aria-label={label}
        className={isHarmless ? undefined : styles.action}
        onClick={() => setIsAsking(true)}
      >
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
                className={isHarmless ? undefined : styles.confirm}
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
