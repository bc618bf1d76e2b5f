import { useQuery } from '@tanstack/react-query'
import { useStorage } from '../../../api/local-storage.ts'
import { LANGUAGE } from '../../../language/page-language.ts'
import { durationWords } from '../../../ui/words.ts'
import { t } from '../timer/messages.ts'
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
  const sessions = (data ?? []).flatMap(({ id, session, ending }) => {
    const words = session ? sessionWords(session) : ending && endingWords(ending)
    return words ? [{ id, words }] : []
  })
  return (
    <div role="status" className={styles.place}>
      {sessions.length > 0 && (
        <div className={styles.card}>
          <p className={styles.title}>
            {sessions.length === 1 ? t('oneWaits') : t('manyWait', { length: sessions.length })}
          </p>
          <ul>
            {sessions.map(({ id, words }) => (
              <li key={id}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function sessionWords({ started_at, duration_seconds, paced, heard }: NonNullable<Unsent['session']>): string {
  const kind = heard ? t('listening') : paced ? t('breathing') : t('timer')
  return entryWords(kind, started_at, duration_seconds)
}

/** Sessions that the API begins are of breath. */
function endingWords({ started_at, elapsed_seconds, paused_seconds }: NonNullable<Unsent['ending']>): string {
  return entryWords(t('breathing'), started_at, elapsed_seconds - paused_seconds)
}

function entryWords(kind: string, started_at: string, seconds: number): string {
  const when = new Date(started_at).toLocaleString(LANGUAGE, {
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  })
  return `${kind}, ${when}, ${durationWords(seconds)}`
}
