import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Dialog } from '../../../ui/dialog.tsx'

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
      title="Leave without saving?"
      onClose={leaving.reset}
      actions={
        <>
          <Button variant="default" onClick={leaving.proceed}>
            Leave
          </Button>
          <Button onClick={leaving.reset}>Stay here</Button>
        </>
      }
    >
      <p>What you changed of “{title}” is lost then.</p>
    </Dialog>
  )
}
