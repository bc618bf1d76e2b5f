import type { SessionStats } from '@better-and-bliss/sdk'
import { countWords, durationWords } from '../../../ui/words.ts'
import { breathDataOf, NO_FIGURES_WORDS } from './breath-data.ts'
import { t } from './messages.ts'
import { patternInSentence, rateWords } from './words.ts'

/** A session in one sentence. */
export function summarySentence(session: SessionStats): string {
  const breath = breathDataOf(session)
  if (breath === 'running' || breath === 'empty') return NO_FIGURES_WORDS[breath]
  const time = durationWords(session.duration_seconds ?? 0)
  if (session.session_type === 'timer') return t('satFor', { time })
  if (session.session_type === 'listening')
    return session.content?.content_type === 'video' ? t('watchedFor', { time }) : t('listenedFor', { time })
  const of = withWords(session)
  if (breath !== 'enough') return t('gaveYourself', { time, of })
  const { total_breaths, breaths_per_minute, breath_consistency_score } = session
  const rate = breaths_per_minute === null ? '' : t('aboutRate', { rate: rateWords(breaths_per_minute) })
  const evenness =
    breath_consistency_score === null ? '' : t('evennessClause', { clause: evennessClause(breath_consistency_score) })
  return t('tookBreaths', { time, of, breaths: countWords(total_breaths, 'breath'), rate, evenness })
}

function withWords(session: SessionStats): string {
  if (session.content || session.session_type === 'guided' || session.pattern === 'none') return ''
  return t('ofPattern', { pattern: patternInSentence(session) })
}

function evennessClause(score: number): string {
  if (score >= 0.85) return t('eachAlike')
  if (score >= 0.65) return t('mostAlike')
  return score >= 0.4 ? t('changingAlong') : t('ownWay')
}
