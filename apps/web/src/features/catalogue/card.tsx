import type { ContentCard } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { CheckIcon, CloseIcon, LockIcon, PlayIcon, SoundIcon, VideoIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { TierBadge } from '../../ui/tier-badge.tsx'
import { durationWords } from '../../ui/words.ts'
import type { Shelf } from '../analytics/source.ts'
import styles from './card.module.css'
import { t } from './messages.ts'
import { useWatchMarks } from './watch-marks.ts'
import { TYPE_NAMES } from './words.ts'

export interface CardProps {
  item: ContentCard
  /** Takes it off the list that it stands in. */
  onTakeOff?: (() => void) | undefined
  /** What the button that does it says before the title. */
  takeOffWords?: string | undefined
  /** Why it stands here. */
  note?: string | undefined
  eager?: boolean
  /** What leads to it, where that is more than the page. */
  shelf?: Shelf | undefined
}

/** An item in a list. The whole card leads to it; its title is the link. */
export function Card({ item, onTakeOff, takeOffWords = t('takeOff'), note, eager, shelf }: CardProps) {
  const { id, title, content_type, access_tier, locked, duration_seconds, expert, is_hls_ready } = item
  const marks = useWatchMarks()
  const played = marks.playedOf(id)
  return (
    <article className={styles.card} data-locked={locked || undefined}>
      <div className={styles.frame}>
        <Picture src={item.thumbnail_url} seed={id} eager={eager} />
        <span className={styles.glyph} aria-hidden="true">
          {locked ? <LockIcon size={24} /> : <PlayIcon size={24} />}
        </span>
        {locked && (
          <span className={styles.lock} aria-hidden="true">
            <LockIcon size={15} />
          </span>
        )}
        <span className={styles.kind}>
          {content_type === 'audio' ? <SoundIcon size={15} /> : <VideoIcon size={15} />}
          <span className="visually-hidden">{TYPE_NAMES[content_type]}, </span>
          {is_hls_ready && duration_seconds !== null ? durationWords(duration_seconds) : t('soon')}
        </span>
        {marks.isWatched(id) && (
          <span className={styles.watched}>
            <CheckIcon size={15} />
            <span className="visually-hidden">{t('watchedThen')} </span>
          </span>
        )}
        {played !== undefined && <span className={styles.played} style={{ width: `${Math.round(played * 100)}%` }} />}
      </div>
      <h3 className={styles.title}>
        <Link to="/content/$id" params={{ id }} {...(shelf && { state: { shelf } })}>
          {title}
        </Link>
      </h3>
      <p className={styles.meta}>
        <TierBadge tier={access_tier} locked={locked} />
        {expert && <span className={styles.expert}>{expert.name}</span>}
      </p>
      {note && <p className={styles.note}>{note}</p>}
      <span className={styles.tools}>{marks.toolsOf(item)}</span>
      {onTakeOff && (
        <button
          type="button"
          className={styles.takeOff}
          onClick={onTakeOff}
          aria-label={t('takeOffTitle', { words: takeOffWords, title })}
        >
          <CloseIcon size={18} />
        </button>
      )}
    </article>
  )
}

/** The shape of a card that is still on its way. */
export function CardSkeleton() {
  return (
    <div className={styles.card} aria-hidden="true">
      <div className={`${styles.frame} ${styles.waiting}`} />
      <div className={`${styles.line} ${styles.waiting}`} />
      <div className={`${styles.shortLine} ${styles.waiting}`} />
    </div>
  )
}
