import type { Progress } from '@better-and-bliss/sdk'
import { useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { t } from './messages.ts'
import styles from './streak-card.module.css'
import { isStreakHidden, setStreakHidden } from './streak-choice.ts'

type Streak = Progress['streak']

/** Days in a row, for those who like to count them. */
export function StreakCard({ streak, memberId }: { streak: Streak; memberId: string }) {
  const storage = useStorage()
  const [isHidden, setIsHidden] = useState(() => isStreakHidden(storage, memberId))

  function choose(hidden: boolean): void {
    setStreakHidden(storage, memberId, hidden)
    setIsHidden(hidden)
  }

  return (
    <section className={styles.card} aria-labelledby="streak">
      <h2 id="streak" className={styles.heading}>
        {t('yourStreak')}
      </h2>
      {isHidden ? <p className={styles.words}>{t('hidden')}</p> : <Days streak={streak} />}
      <button type="button" className={styles.choice} onClick={() => choose(!isHidden)}>
        {isHidden ? t('showStreak') : t('hideStreak')}
      </button>
    </section>
  )
}

function Days({ streak }: { streak: Streak }) {
  return (
    <>
      <p className={styles.days}>
        {t.rich('streakDays', {
          count: streak.current_days,
          strong: (words) => <strong>{words}</strong>,
        })}
      </p>
      <p className={styles.words}>{streakWords(streak)}</p>
      <p className={styles.fine}>
        {t('mercy')}
        {streak.mercy_days_used > 0 && ` ${t('mercyKept', { count: streak.mercy_days_used })}`}
      </p>
    </>
  )
}

function streakWords({ current_days, longest_days, practised_today }: Streak): string {
  if (current_days === 0) return t('resting')
  const longest = longest_days > current_days ? ` ${t('longestWas', { count: longest_days })}` : ''
  return `${practised_today ? t('todayIn') : t('todayOpen')}${longest}`
}
