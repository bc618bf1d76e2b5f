import type { SessionSummary } from '@better-and-bliss/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { ForwardIcon } from '../../ui/icons.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { countWords, durationWords } from '../../ui/words.ts'
import styles from './history.module.css'
import { Panel } from './panel.tsx'
import { historyQuery } from './queries.ts'
import { sessionTitle } from './words.ts'

/** All sessions, newest first. */
export function History() {
  const list = useRef<HTMLUListElement>(null)
  const history = useInfiniteQuery(historyQuery())
  const sessions = history.data?.pages.flatMap((page) => page.sessions) ?? []
  if (sessions.length === 0) return null

  return (
    <Panel title="Sessions">
      <ul ref={list} className={styles.list}>
        {sessions.map((session) => (
          <li key={session.session_id}>
            <Entry session={session} />
          </li>
        ))}
      </ul>
      {history.hasNextPage && (
        <ShowMore
          query={history}
          list={list}
          shown={sessions.length}
          total={history.data?.pages[0]?.total}
          className={styles.more}
        />
      )}
    </Panel>
  )
}

function Entry({ session }: { session: SessionSummary }) {
  const began = new Date(session.started_at)
  return (
    <Link to="/progress/sessions/$sessionId" params={{ sessionId: session.session_id }} className={styles.entry}>
      <span className={styles.when}>
        <time dateTime={session.started_at}>
          {began.toLocaleDateString('en', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}
        </time>
        <span>{began.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' })}</span>
      </span>
      <span className={styles.what}>{sessionTitle(session)}</span>
      <span className={styles.much}>{amountWords(session)}</span>
      <ForwardIcon size={18} />
    </Link>
  )
}

function amountWords({ duration_seconds, total_breaths }: SessionSummary): string {
  if (duration_seconds === null) return 'still open'
  const time = durationWords(duration_seconds)
  return total_breaths > 0 ? `${time} · ${countWords(total_breaths, 'breath')}` : time
}
