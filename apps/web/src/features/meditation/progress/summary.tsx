import type { SessionStats } from '@better-and-bliss/sdk'
import { useMemo } from 'react'
import { breathDataOf, NO_FIGURES_WORDS } from './breath-data.ts'
import { BreathPicture } from './breath-picture.tsx'
import { curveOf } from './curve.ts'
import { CyclePanel } from './cycle-panel.tsx'
import { Figures } from './figures.tsx'
import { t } from './messages.ts'
import { MinutesOfBreath } from './minutes-of-breath.tsx'
import styles from './summary.module.css'
import { summarySentence } from './summary-sentence.ts'

/** What a session was: a sentence and a picture, and the figures for those who unfold them. */
export function Summary({ session }: { session: SessionStats }) {
  const segments = useMemo(() => curveOf(session.timeline), [session.timeline])
  const note = noteOf(session)
  return (
    <>
      <section className={styles.opening} aria-label={t('summary')}>
        <BreathPicture segments={segments} durationMs={(session.duration_seconds ?? 0) * 1000} />
        <div>
          <p className={styles.sentence}>{summarySentence(session)}</p>
          {note && <p className={styles.note}>{note}</p>}
          {wasLeft(session) && <p className={styles.note}>{t('leftWithoutEnd')}</p>}
        </div>
      </section>
      {session.total_breaths > 0 && (
        <details className={styles.figures}>
          <summary>{t('figures')}</summary>
          <div className={styles.unfolded}>
            <Figures session={session} />
            {session.timeline.length > 0 && <MinutesOfBreath session={session} />}
            <CyclePanel session={session} />
          </div>
        </details>
      )}
    </>
  )
}

/** Why there are no figures, where the sentence does not say so. */
function noteOf(session: SessionStats): string | null {
  const breath = breathDataOf(session)
  if (breath === 'enough' || breath === 'running' || breath === 'empty' || !listensToBreath(session)) return null
  return NO_FIGURES_WORDS[breath]
}

function wasLeft(session: SessionStats): boolean {
  const { completed, duration_seconds } = session
  return !completed && duration_seconds !== null && duration_seconds > 0 && listensToBreath(session)
}

function listensToBreath({ session_type }: SessionStats): boolean {
  return session_type !== 'timer' && session_type !== 'listening'
}
