import type { ContentCard, Routine } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { CloseIcon, LockIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import styles from './routines.module.css'

type Step = Routine['steps'][number]

/** What is played of a routine: what is locked, or was taken down, is left out. */
export function openItems({ steps }: Routine): ContentCard[] {
  return steps.flatMap(({ item }) => (item && !item.locked && item.is_hls_ready ? [item] : []))
}

export function titleOf({ item }: Step): string {
  return item?.title ?? t('takenDown')
}

/** One step, with what keeps it from being played. */
export function RoutineStep({ step, onRemove }: { step: Step; onRemove: () => void }) {
  const { item } = step
  return (
    <div className={styles.step}>
      {item && (
        <span className={styles.frame}>
          <Picture src={item.thumbnail_url} seed={item.id} />
        </span>
      )}
      <div>
        {item ? (
          <Link to="/content/$id" params={{ id: item.id }}>
            {item.title}
          </Link>
        ) : (
          <strong>{titleOf(step)}</strong>
        )}
        <p>{stateWords(item)}</p>
      </div>
      <button
        type="button"
        className={styles.remove}
        aria-label={t('takeOut', { title: titleOf(step) })}
        onClick={onRemove}
      >
        <CloseIcon size={20} />
      </button>
    </div>
  )
}

function stateWords(item: Step['item']) {
  if (!item) return t('notToBeHad')
  if (item.locked)
    return (
      <>
        <LockIcon size={14} /> {t('planDoesNot')}
      </>
    )
  if (!item.is_hls_ready) return t('notYet')
  return item.duration_seconds === null ? '' : durationWords(item.duration_seconds)
}
