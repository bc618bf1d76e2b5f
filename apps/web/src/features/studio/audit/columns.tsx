import type { RecordedAct } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { Moment } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import type { Column } from '../shared/table.tsx'
import { actorWords, actWords, valueLines } from './act-words.ts'

/** What the record tells of an act. */
export const COLUMNS: readonly Column<RecordedAct>[] = [
  { name: 'Act', cell: ({ action }) => actWords(action) },
  { name: 'When', cell: ({ at }) => <Moment at={at} /> },
  {
    name: 'Who',
    cell: (act) =>
      act.actor_id && act.actor_name ? (
        <div className={styles.named}>
          <Link to="/studio/members/$id" params={{ id: act.actor_id }}>
            {act.actor_name}
          </Link>
        </div>
      ) : (
        actorWords(act)
      ),
  },
  {
    name: 'To',
    cell: ({ target, target_name: name }) => (
      <div className={styles.named}>
        <Link to="/studio/audit" search={{ target }}>
          {name ?? target}
        </Link>
      </div>
    ),
  },
  { name: 'Before', cell: ({ before }) => <Values value={before} /> },
  { name: 'After', cell: ({ after }) => <Values value={after} /> },
  { name: 'Request', cell: ({ request_id: id }) => id ?? '–' },
]

function Values({ value }: { value: unknown }) {
  const lines = valueLines(value)
  if (lines.length === 0) return '–'
  return (
    <ul className={styles.values}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
