import { deleteAllSessions } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'
import { PROGRESS_KEY } from './queries.ts'
import { saveForHealth, savePractice } from './save-file.ts'
import styles from './your-data.module.css'

/** Everything belongs to the member: to take along, and to take away. */
export function YourData({ today }: { today: string }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const complain = (error: unknown) => toasts.say(wordsOf(error, t('didNotWork')))
  const saving = useMutation({
    mutationFn: (format: 'json' | 'csv') => savePractice(format, today),
    onError: complain,
  })
  const savingForHealth = useMutation({
    mutationFn: (format: 'json' | 'csv') => saveForHealth(format, today),
    onError: complain,
  })
  const deleting = useMutation({
    mutationFn: () => answerOf(deleteAllSessions()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PROGRESS_KEY })
      toasts.say(t('allDeleted'))
    },
    onError: complain,
  })
  return (
    <Panel title={t('yourData')}>
      <p className={styles.words}>{t('neverSound')}</p>
      <div className={styles.actions}>
        <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate('csv')}>
          {t('saveCsv')}
        </Button>
        <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate('json')}>
          {t('saveJson')}
        </Button>
        <Confirmed
          action={t('deleteEverything')}
          title={t('deleteAllQuestion')}
          confirm={t('yesDeleteAll')}
          isPending={deleting.isPending}
          onConfirm={() => deleting.mutateAsync()}
        >
          {t('deleteAllHint')}
        </Confirmed>
      </div>
      <p className={styles.words}>{t('forHealth')}</p>
      <div className={styles.actions}>
        <Button variant="default" loading={savingForHealth.isPending} onClick={() => savingForHealth.mutate('json')}>
          {t('healthJson')}
        </Button>
        <Button variant="default" loading={savingForHealth.isPending} onClick={() => savingForHealth.mutate('csv')}>
          {t('healthCsv')}
        </Button>
      </div>
    </Panel>
  )
}
