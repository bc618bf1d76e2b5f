import type { SessionStats } from '@better-and-bliss/sdk'
import type { ReactNode } from 'react'
import { LANGUAGE } from '../../../language/page-language.ts'
import { durationWords } from '../../../ui/words.ts'
import { breathDataOf } from './breath-data.ts'
import styles from './figures.module.css'
import { t } from './messages.ts'
import { evennessWords, qualityWords, rateWords, ratioWords } from './words.ts'

/** A session in numbers, as far as there are any. */
export function Figures({ session }: { session: SessionStats }) {
  const breath = breathDataOf(session)
  return (
    <dl className={styles.figures}>
      {session.duration_seconds !== null && <Figure name={t('time')}>{durationWords(session.duration_seconds)}</Figure>}
      {session.total_breaths > 0 && (
        <Figure name={t('breaths')}>{session.total_breaths.toLocaleString(LANGUAGE)}</Figure>
      )}
      {breath === 'enough' && <BreathFigures session={session} />}
    </dl>
  )
}

function BreathFigures({ session }: { session: SessionStats }) {
  const { breaths_per_minute, breath_consistency_score, inhale_exhale_ratio, quality_score } = session
  const quality = qualityWords(quality_score)
  return (
    <>
      {breaths_per_minute !== null && <Figure name={t('breathsAMinute')}>{rateWords(breaths_per_minute)}</Figure>}
      {breath_consistency_score !== null && (
        <Figure name={t('evenness')} note={t('of100', { score: String(Math.round(breath_consistency_score * 100)) })}>
          {evennessWords(breath_consistency_score)}
        </Figure>
      )}
      {inhale_exhale_ratio !== null && <Figure name={t('inToOut')}>{ratioWords(inhale_exhale_ratio)}</Figure>}
      <Figure name={t('howWeHeard')} note={quality.words}>
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
