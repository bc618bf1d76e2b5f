import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Dialog } from '../../../ui/dialog.tsx'
import { t } from './messages.ts'

interface LeaveDialogProps {
  isChanged: boolean
  title: string
  onLeave: () => void
}

/** Asks before a page with unsaved changes is left. */
export function LeaveDialog({ isChanged, title, onLeave }: LeaveDialogProps) {
  const leaving = useBlocker({
    // Where the session has ended, what was typed is kept until somebody has signed in again.
    shouldBlockFn: ({ current, next }) =>
      isChanged && current.pathname !== next.pathname && next.pathname !== '/sign-in',
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  const leave = () => {
    onLeave()
    leaving.proceed()
  }
  return (
    <Dialog
      title={t('leaveUnsaved')}
      onClose={leaving.reset}
      actions={
        <>
          <Button variant="default" onClick={leave}>
            {t('leave')}
          </Button>
          <Button onClick={leaving.reset}>{t('stayHere')}</Button>
        </>
      }
    >
      <p>{t('lostThen', { title })}</p>
    </Dialog>
  )
}
