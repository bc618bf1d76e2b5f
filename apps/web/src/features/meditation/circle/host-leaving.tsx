import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { wordsOf } from '../../../api/answer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { end } from './api.ts'
import styles from './circle.module.css'
import { t } from './messages.ts'

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
      title={t('endForAll')}
      onClose={onStay}
      actions={
        <>
          <Button onClick={onStay}>{t('stay')}</Button>
          <Button variant="default" onClick={onLeave}>
            {t('onlyILeave')}
          </Button>
          <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
            {t('endForEverybody')}
          </Button>
        </>
      }
    >
      <p>{t('goesOnWithout')}</p>
      {ending.error && (
        <p className={styles.problem} role="alert">
          {wordsOf(ending.error, t('didNotWork'))}
        </p>
      )}
    </Dialog>
  )
}
