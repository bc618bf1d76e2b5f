import type { SessionStats } from '@better-and-bliss/sdk'
import type { ReactNode } from 'react'
import { durationWords } from '../../../ui/words.ts'
import { breathDataOf } from './breath-data.ts'
import styles from './figures.module.css'
import { evennessWords, qualityWords, rateWords, ratioWords } from './words.ts'

/** A session in numbers, as far as there are any. */
export function Figures({ session }: { session: SessionStats }) {
  const breath = breathDataOf(session)
  return (
    <dl className={styles.figures}>
      {session.duration_seconds !== null && <Figure name="Time">{durationWords(session.duration_seconds)}</Figure>}
      {session.total_breaths > 0 && <Figure name="Breaths">{session.total_breaths.toLocaleString('en')}</Figure>}
      {breath === 'enough' && <BreathFigures session={session} />}
    </dl>
  )
}

function BreathFigures({ session }: { session: SessionStats }) {
  const { breaths_per_minute, breath_consistency_score, inhale_exhale_ratio, quality_score } = session
  const quality = qualityWords(quality_score)
  return (
    <>
      {breaths_per_minute !== null && <Figure name="Breaths a minute">{rateWords(breaths_per_minute)}</Figure>}
      {breath_consistency_score !== null && (
        <Figure name="Evenness" note={`${Math.round(breath_consistency_score * 100)} of 100`}>
          {evennessWords(breath_consistency_score)}
        </Figure>
      )}
      {inhale_exhale_ratio !== null && <Figure name="In to out">{ratioWords(inhale_exhale_ratio)}</Figure>}
      <Figure name="How we heard you" note={quality.words}>
        {quality.title}
      </Figure>
    </>
  )
}

function Figure({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={styles.value}>{children}</span>
        {note && <span className={styles.note}>{note}</span>}
      </dd>
    </div>
  )
}
