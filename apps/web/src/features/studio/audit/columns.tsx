import type { RecordedAct } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { Moment } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import type { Column } from '../shared/table.tsx'
import { actorWords, actWords, valueLines } from './act-words.ts'
import { t } from './messages.ts'

/** What the record tells of an act. */
export const COLUMNS: readonly Column<RecordedAct>[] = [
  { name: t('act'), cell: ({ action }) => actWords(action) },
  { name: t('when'), cell: ({ at }) => <Moment at={at} /> },
  {
    name: t('who'),
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
    name: t('to'),
    cell: ({ target, target_name: name }) => (
      <div className={styles.named}>
        <Link to="/studio/audit" search={{ target }}>
          {name ?? target}
        </Link>
      </div>
    ),
  },
  { name: t('before'), cell: ({ before }) => <Values value={before} /> },
  { name: t('after'), cell: ({ after }) => <Values value={after} /> },
  { name: t('request'), cell: ({ request_id: id }) => id ?? '–' },
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
