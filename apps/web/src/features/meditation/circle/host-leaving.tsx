import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { wordsOf } from '../../../api/answer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { end } from './api.ts'
import styles from './circle.module.css'

interface HostLeavingProps {
  id: string
  onStay: () => void
  /** The circle goes on without its host. */
  onLeave: () => void
}

/** Asked of a host in the middle of a circle. */
export function HostLeaving({ id, onStay, onLeave }: HostLeavingProps) {
  const ending = useMutation({ mutationFn: () => end(id) })
  return (
    <Dialog
      title="End the circle for everybody?"
      onClose={onStay}
      actions={
        <>
          <Button onClick={onStay}>Stay</Button>
          <Button variant="default" onClick={onLeave}>
            Only I leave
          </Button>
          <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
            End for everybody
          </Button>
        </>
      }
    >
      <p>The circle goes on to its end without you as well.</p>
      {ending.error && (
        <p className={styles.problem} role="alert">
          {wordsOf(ending.error, 'That did not work. Try again.')}
        </p>
      )}
    </Dialog>
  )
}
