import type { SessionPage, SessionSummary } from '@better-and-bliss/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { LANGUAGE } from '../../../language/page-language.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { ForwardIcon } from '../../../ui/icons.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { ShowMore } from '../../../ui/show-more.tsx'
import { countWords, durationWords } from '../../../ui/words.ts'
import { MoodFace, moodName } from '../reflection/mood-field.tsx'
import styles from './history.module.css'
import { t } from './messages.ts'
import { historyQuery } from './queries.ts'
import { sessionTitle } from './words.ts'

/** All sessions, newest first. */
export function History() {
  const history = useInfiniteQuery(historyQuery())
  return (
    <Fetched query={history} loading={null} name={t('listOfSessions')} isEmpty={hasNone} empty={null}>
      {({ pages }) => <Sessions history={history} pages={pages} />}
    </Fetched>
  )
}

interface SessionsProps {
  history: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  pages: readonly SessionPage[]
}

function Sessions({ history, pages }: SessionsProps) {
  const list = useRef<HTMLUListElement>(null)
  const sessions = pages.flatMap((page) => page.sessions)
  return (
    <Panel title={t('sessions')}>
      <ul ref={list} className={styles.list}>
        {sessions.map((session) => (
          <li key={session.session_id}>
            <Entry session={session} />
          </li>
        ))}
      </ul>
      {history.hasNextPage && (
        <ShowMore query={history} list={list} shown={sessions.length} total={pages[0]?.total} className={styles.more} />
      )}
    </Panel>
  )
}

function hasNone({ pages }: { pages: readonly SessionPage[] }): boolean {
  return pages.every(({ sessions }) => sessions.length === 0)
}

function Entry({ session }: { session: SessionSummary }) {
  const began = new Date(session.started_at)
  return (
    <Link to="/progress/sessions/$sessionId" params={{ sessionId: session.session_id }} className={styles.entry}>
      <span className={styles.when}>
        <time dateTime={session.started_at}>
          {began.toLocaleDateString(LANGUAGE, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}
        </time>
        <span>{began.toLocaleTimeString(LANGUAGE, { hour: 'numeric', minute: '2-digit' })}</span>
      </span>
      <span className={styles.what}>
        {sessionTitle(session)}
        {session.note && <span className={styles.note}>{session.note}</span>}
      </span>
      <span className={styles.much}>
        <Moods session={session} />
        {amountWords(session)}
      </span>
      <ForwardIcon size={18} />
    </Link>
  )
}

/** Before, and afterwards, as far as they were said. */
function Moods({ session: { mood_before, mood_after } }: { session: SessionSummary }) {
  const said = [mood_before, mood_after].filter((mood) => mood !== null)
  if (said.length === 0) return null
  const [first = '', second] = said.map(moodName)
  const names = second === undefined ? first : t('firstThen', { first, second })
  return (
    <span className={styles.moods} title={names}>
      {mood_before !== null && <MoodFace mood={mood_before} size={20} />}
      {said.length === 2 && <span aria-hidden="true">→</span>}
      {mood_after !== null && <MoodFace mood={mood_after} size={20} />}
      <span className="visually-hidden">{names}. </span>
    </span>
  )
}

function amountWords({ duration_seconds, total_breaths }: SessionSummary): string {
  if (duration_seconds === null) return t('stillOpenDay')
  const time = durationWords(duration_seconds)
  return total_breaths > 0 ? `${time} · ${countWords(total_breaths, 'breath')}` : time
}
