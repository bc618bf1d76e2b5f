import type { FirstSteps as Steps } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CheckIcon } from '../../ui/icons.tsx'
import { durationWords } from '../../ui/words.ts'
import styles from './first-steps.module.css'

/** What a new member may begin with: three small things, each ticked off once it was done. */
export function FirstSteps({ steps: { has_breathed, has_played, has_sat, item } }: { steps: Steps }) {
  return (
    <section className={styles.section} aria-labelledby="first-steps">
      <h2 id="first-steps" className={styles.heading}>
        Three small beginnings
      </h2>
      <p className={styles.lead}>One a day is plenty, in any order.</p>
      <ol className={styles.steps}>
        <Step isDone={has_breathed}>
          <Link to="/meditate" search={{ minutes: 3 }}>
            Breathe for three minutes
          </Link>
          <p>Follow the ring: in as it grows, out as it sinks. Leave whenever you like.</p>
        </Step>
        {(item || has_played) && (
          <Step isDone={has_played}>
            {item ? (
              <Link to="/content/$id" params={{ id: item.id }}>
                {item.title}
              </Link>
            ) : (
              <Link to="/browse">Hear or watch something</Link>
            )}
            <p>
              {item?.duration_seconds ? `${durationWords(item.duration_seconds)}, free.` : 'All that is free is open.'}
            </p>
          </Step>
        )}
        <Step isDone={has_sat}>
          <Link to="/timer">Sit with the timer</Link>
          <p>A bell to begin, a bell to end, and nothing between.</p>
        </Step>
      </ol>
    </section>
  )
}

function Step({ isDone, children }: { isDone: boolean; children: ReactNode }) {
  return (
    <li className={styles.step} data-done={isDone || undefined}>
      <span className={styles.mark}>
        {isDone && (
          <>
            <CheckIcon size={18} />
            <span className="visually-hidden">Done: </span>
          </>
        )}
      </span>
      <div className={styles.words}>{children}</div>
    </li>
  )
}
