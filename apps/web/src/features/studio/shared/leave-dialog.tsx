import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Dialog } from '../../../ui/dialog.tsx'
import { t } from './messages.ts'

/** Asks before a page with unsaved changes is left. */
export function LeaveDialog({ isChanged, title }: { isChanged: boolean; title: string }) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <Dialog
      title={t('leaveUnsaved')}
      onClose={leaving.reset}
      actions={
        <>
          <Button variant="default" onClick={leaving.proceed}>
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
