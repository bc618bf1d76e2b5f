import { CloseIcon, MoonIcon } from '../../../../ui/icons.tsx'
import { t } from '../../messages.ts'
import styles from './sleep.module.css'
import { sleepWords } from './sleep-timer.ts'
import type { SleepControl } from './use-sleep-timer.ts'

/** That the sleep timer runs, and a way to stop it. */
export function SleepChip({ sleep: { choice, leftMinutes, choose } }: { sleep: SleepControl }) {
  if (choice === null) return null
  const words = typeof choice === 'number' ? t('shortMinutes', { leftMinutes }) : sleepWords(choice)
  return (
    <button type="button" className={styles.chip} onClick={() => choose(null)}>
      <MoonIcon size={16} />
      {words}
      <span className="visually-hidden">{t('stopSleep')}</span>
      <CloseIcon size={14} />
    </button>
  )
}
