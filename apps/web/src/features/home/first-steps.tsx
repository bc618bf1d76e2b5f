import type { FirstSteps as Steps } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CheckIcon } from '../../ui/icons.tsx'
import { durationWords } from '../../ui/words.ts'
import styles from './first-steps.module.css'
import { t } from './messages.ts'

/** What a new member may begin with: three small things, each ticked off once it was done. */
export function FirstSteps({ steps: { has_breathed, has_played, has_sat, item } }: { steps: Steps }) {
  return (
    <section className={styles.section} aria-labelledby="first-steps">
      <h2 id="first-steps" className={styles.heading}>
        {t('threeBeginnings')}
      </h2>
      <p className={styles.lead}>{t('onePerDay')}</p>
      <ol className={styles.steps}>
        <Step isDone={has_breathed}>
          <Link to="/meditate" search={{ minutes: 3 }}>
            {t('breatheThree')}
          </Link>
          <p>{t('followRing')}</p>
        </Step>
        {(item || has_played) && (
          <Step isDone={has_played}>
            {item ? (
              <Link to="/content/$id" params={{ id: item.id }}>
                {item.title}
              </Link>
            ) : (
              <Link to="/browse">{t('hearSomething')}</Link>
            )}
            <p>
              {item?.duration_seconds
                ? t('durationFree', { durationSeconds: durationWords(item.duration_seconds) })
                : t('freeIsOpen')}
            </p>
          </Step>
        )}
        <Step isDone={has_sat}>
          <Link to="/timer">{t('sitWithTimer')}</Link>
          <p>{t('bells')}</p>
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
            <span className="visually-hidden">{t('done')} </span>
          </>
        )}
      </span>
      <div className={styles.words}>{children}</div>
    </li>
  )
}
