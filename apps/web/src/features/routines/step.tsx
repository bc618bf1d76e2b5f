import type { RoutineItem } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { CloseIcon, LockIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import { PracticeFields } from './practice-fields.tsx'
import styles from './routines.module.css'
import { type PracticeStep, type Step, titleOf } from './steps.ts'

interface StepProps {
  step: Step
  onChange: (step: PracticeStep) => void
  onRemove: () => void
}

/** One step: an item with what keeps it from being played, or practice with what is set of it. */
export function RoutineStep({ step, onChange, onRemove }: StepProps) {
  return (
    <div className={styles.step}>
      {step.kind === 'item' ? <Item step={step} /> : <PracticeFields step={step} onChange={onChange} />}
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

function Item({ step }: { step: RoutineItem }) {
  const { item } = step
  return (
    <>
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
    </>
  )
}

function stateWords(item: RoutineItem['item']) {
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
