import { type SessionReflection, type SessionStats, updateSession } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { historyQuery, statsQuery } from '../progress/queries.ts'
import { t } from '../timer/messages.ts'
import { MoodField } from './mood-field.tsx'
import { NoteField } from './note-field.tsx'
import styles from './reflection-panel.module.css'

/** What the member says of a session: each part is kept, and deleted, by itself. */
export function ReflectionPanel({ session }: { session: SessionStats }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { queryKey } = statsQuery(session.session_id)
  const saying = useMutation({
    mutationFn: (body: SessionReflection) => answerOf(updateSession({ path: { id: session.session_id }, body })),
    onSuccess: async ({ mood_before, mood_after, note }) => {
      queries.setQueryData(queryKey, (known) => known && { ...known, mood_before, mood_after, note })
      await queries.invalidateQueries({ queryKey: historyQuery().queryKey })
    },
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
  return (
    <Panel title={t('howItWas')}>
      <div className={styles.moods}>
        <MoodField
          label={t('before')}
          mood={session.mood_before}
          isDisabled={saying.isPending}
          onMood={(mood_before) => saying.mutate({ mood_before })}
        />
        <MoodField
          label={t('afterwards')}
          mood={session.mood_after}
          isDisabled={saying.isPending}
          onMood={(mood_after) => saying.mutate({ mood_after })}
        />
      </div>
      <NoteField note={session.note} isPending={saying.isPending} onNote={(note) => saying.mutate({ note })} />
    </Panel>
  )
}
