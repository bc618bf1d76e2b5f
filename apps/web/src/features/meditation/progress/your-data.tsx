import { deleteAllSessions } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { PROGRESS_KEY } from './queries.ts'
import { saveForHealth, savePractice } from './save-file.ts'
import styles from './your-data.module.css'

/** Everything belongs to the member: to take along, and to take away. */
export function YourData({ today }: { today: string }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const complain = (error: unknown) => toasts.say(wordsOf(error, 'That did not work. Try again.'))
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
      toasts.say('Your sessions and everything we heard are deleted.')
    },
    onError: complain,
  })
  return (
    <Panel title="Your data">
      <p className={styles.words}>
        We never keep sound, only when you breathed in and out. It is yours: take it along, or take it away.
      </p>
      <div className={styles.actions}>
        <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate('csv')}>
          Save as CSV
        </Button>
        <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate('json')}>
          Save as JSON
        </Button>
        <Confirmed
          action="Delete everything"
          title="Delete all of your sessions?"
          confirm="Yes, delete everything"
          isPending={deleting.isPending}
          onConfirm={() => deleting.mutateAsync()}
        >
          Your sessions, their minutes and every breath that was heard go for good, and your streak with them. This
          cannot be undone.
        </Confirmed>
      </div>
      <p className={styles.words}>
        For Apple Health, Health Connect and the like: when you practised and for how long, without anything of your
        breath. An app or a shortcut on your telephone takes the file in.
      </p>
      <div className={styles.actions}>
        <Button variant="default" loading={savingForHealth.isPending} onClick={() => savingForHealth.mutate('json')}>
          For health apps, as JSON
        </Button>
        <Button variant="default" loading={savingForHealth.isPending} onClick={() => savingForHealth.mutate('csv')}>
          For health apps, as CSV
        </Button>
      </div>
    </Panel>
  )
}
