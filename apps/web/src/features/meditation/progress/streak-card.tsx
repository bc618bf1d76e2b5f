import type { Progress } from '@better-and-bliss/sdk'
import { useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { countWords } from '../../../ui/words.ts'
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
        Your streak
      </h2>
      {isHidden ? (
        <p className={styles.words}>Hidden. Your practice counts just the same.</p>
      ) : (
        <Days streak={streak} />
      )}
      <button type="button" className={styles.choice} onClick={() => choose(!isHidden)}>
        {isHidden ? 'Show my streak' : 'Hide my streak'}
      </button>
    </section>
  )
}

function Days({ streak }: { streak: Streak }) {
  return (
    <>
      <p className={styles.days}>
        <strong>{streak.current_days}</strong> {streak.current_days === 1 ? 'day' : 'days'}
      </p>
      <p className={styles.words}>{streakWords(streak)}</p>
      <p className={styles.fine}>
        One missed day in any seven is a mercy day: it is forgiven, and the streak goes on.
        {streak.mercy_days_used > 0 && ` ${countWords(streak.mercy_days_used, 'mercy day')} kept this one.`}
      </p>
    </>
  )
}

function streakWords({ current_days, longest_days, practised_today }: Streak): string {
  if (current_days === 0) return 'Resting is part of it. Whenever you sit down again, a new streak begins.'
  const longest = longest_days > current_days ? ` Your longest was ${countWords(longest_days, 'day')}.` : ''
  return `${practised_today ? 'Today is in it.' : 'Today is still open, if you like.'}${longest}`
}
