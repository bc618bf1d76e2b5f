import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import { t } from './messages.ts'
import styles from './routines.module.css'
import { keyOf, titleOf } from './steps.ts'
import type { RoutineChange, RoutineConflict } from './use-routine.ts'

interface ConflictProps {
  conflict: RoutineConflict
  /** With what shall be stored over theirs; null: theirs stays. */
  onSettle: (change: RoutineChange | null) => void
}

/** Two devices have changed one routine: shows both. Nothing is stored before somebody has chosen. */
export function Conflict({ conflict: { yours, theirs }, onSettle }: ConflictProps) {
  return (
    <Dialog
      title={t('quicker')}
      isWide
      onClose={() => onSettle(null)}
      actions={
        <>
          <Button variant="default" onClick={() => onSettle(null)}>
            {t('leaveAsIs')}
          </Button>
          <Button onClick={() => onSettle(yours)}>{t('storeMine')}</Button>
        </>
      }
    >
      <p>{t('changedMeanwhile')}</p>
      <div className={styles.sides}>
        <Side label={t('asItIs')} routine={theirs} part={yours} />
        <Side label={t('yours')} routine={{ ...theirs, ...yours }} part={yours} />
      </div>
    </Dialog>
  )
}

/** What both speak of. */
function Side({ label, routine, part }: { label: string; routine: RoutineConflict['theirs']; part: RoutineChange }) {
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <p>{routine.name}</p>
      {part.steps && (
        <ol>
          {routine.steps.map((step) => (
            <li key={keyOf(step)}>{titleOf(step)}</li>
          ))}
        </ol>
      )}
    </section>
  )
}
