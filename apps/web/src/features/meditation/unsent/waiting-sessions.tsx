import { useQuery } from '@tanstack/react-query'
import { useStorage } from '../../../api/local-storage.ts'
import { durationWords } from '../../../ui/words.ts'
import { readUnsent, type Unsent } from './unsent.ts'
import { waitingKey } from './unsent-key.ts'
import styles from './waiting-sessions.module.css'

/** Says which sessions of a member the API does not know yet; nothing where it knows all. */
export function WaitingSessions({ memberId }: { memberId: string }) {
  const storage = useStorage()
  const { data } = useQuery({
    queryKey: waitingKey(memberId),
    queryFn: () => readUnsent(storage, memberId),
    refetchOnWindowFocus: true,
  })
  const sessions = (data ?? []).flatMap(({ id, session }) => (session ? [{ id, session }] : []))
  return (
    <div role="status" className={styles.place}>
      {sessions.length > 0 && (
        <div className={styles.card}>
          <p className={styles.title}>
            {sessions.length === 1
              ? 'One session waits for a network'
              : `${sessions.length} sessions wait for a network`}
          </p>
          <ul>
            {sessions.map(({ id, session }) => (
              <li key={id}>{entryWords(session)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function entryWords({ started_at, duration_seconds, paced, heard }: NonNullable<Unsent['session']>): string {
  const when = new Date(started_at).toLocaleString('en', {
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  })
  return `${heard ? 'Listening' : paced ? 'Breathing' : 'Timer'}, ${when}, ${durationWords(duration_seconds)}`
}
