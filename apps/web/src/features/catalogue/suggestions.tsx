import type { ContentCard } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { Picture } from '../../ui/picture.tsx'
import { durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import styles from './suggestions.module.css'

const SHOWN = 3

/** The first few of some titles, on a dark ground. */
export function Suggestions({ items }: { items: readonly ContentCard[] }) {
  return (
    <ul className={styles.suggestions} aria-label={t('youMayLike')}>
      {items.slice(0, SHOWN).map(({ id, title, thumbnail_url, duration_seconds }) => (
        <li key={id}>
          <Link to="/content/$id" params={{ id }}>
            <span className={styles.frame}>
              <Picture src={thumbnail_url} seed={id} />
            </span>
            <span className={styles.title}>{title}</span>
            {duration_seconds !== null && <span className={styles.length}>{durationWords(duration_seconds)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
