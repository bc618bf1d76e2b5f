import { Button } from '@mantine/core'
import { v4 as newId } from 'uuid'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import styles from './routines.module.css'
import { type PracticeStep, titleOf } from './steps.ts'

/** Puts silence or breathing at the end; what is set of it is set there. */
export function AddPractice({ onAdd }: { onAdd: (step: PracticeStep) => void }) {
  const toasts = useToasts()
  function add(step: PracticeStep): void {
    onAdd(step)
    toasts.say(t('atTheEnd', { title: titleOf(step) }))
  }
  return (
    <div className={styles.practice}>
      <Button variant="default" onClick={() => add({ kind: 'timer', id: newId(), minutes: 5, bell: true })}>
        {t('addTimer')}
      </Button>
      <Button
        variant="default"
        onClick={() => add({ kind: 'breath', id: newId(), minutes: 3, pattern: 'coherent', target: null })}
      >
        {t('addBreathing')}
      </Button>
    </div>
  )
}
