import type { ContentCard, WatchPosition } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { CloseIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { dayWords, durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import styles from './yours-page.module.css'

interface HistoryEntryProps {
  item: ContentCard
  position: WatchPosition
  onForget: () => void
}

/** An item that was played: when, and how far. */
export function HistoryEntry({ item, position, onForget }: HistoryEntryProps) {
  const { id, title, thumbnail_url } = item
  return (
    <li className={styles.entry}>
      <span className={styles.frame}>
        <Picture src={thumbnail_url} seed={id} />
      </span>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <Link to="/content/$id" params={{ id }}>
            {title}
          </Link>
        </h3>
        <p>
          {position.updated_at && `${dayWords(position.updated_at)} · `}
          {howFar(item, position)}
        </p>
      </div>
      <button type="button" className={styles.forget} onClick={onForget} aria-label={t('forgetTitle', { title })}>
        <CloseIcon size={20} />
      </button>
    </li>
  )
}

function howFar({ duration_seconds }: ContentCard, { under_way, watched, position_seconds }: WatchPosition): string {
  if (!under_way) return watched ? t('toTheEnd') : t('lookedIn')
  if (duration_seconds === null) return t('begun')
  return t('left', { duration: durationWords(Math.max(0, duration_seconds - position_seconds)) })
}
