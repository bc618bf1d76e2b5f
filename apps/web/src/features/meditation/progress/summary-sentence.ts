import type { SessionStats } from '@better-and-bliss/sdk'
import { countWords, durationWords } from '../../../ui/words.ts'
import { breathDataOf, NO_FIGURES_WORDS } from './breath-data.ts'
import { patternWords, rateWords } from './words.ts'

/** A session in one sentence. */
export function summarySentence(session: SessionStats): string {
  const breath = breathDataOf(session)
  if (breath === 'running' || breath === 'empty') return NO_FIGURES_WORDS[breath]
  const time = durationWords(session.duration_seconds ?? 0)
  if (session.session_type === 'timer') return `You sat for ${time}.`
  if (session.session_type === 'listening')
    return session.content?.content_type === 'video' ? `You watched for ${time}.` : `You listened for ${time}.`
  if (breath !== 'enough') return `You gave yourself ${time}${withWords(session)}.`
  const { total_breaths, breaths_per_minute, breath_consistency_score } = session
  const rate = breaths_per_minute === null ? '' : `, about ${rateWords(breaths_per_minute)} a minute`
  const evenness = breath_consistency_score === null ? '' : `, ${evennessClause(breath_consistency_score)}`
  return `In ${time}${withWords(session)} you took ${countWords(total_breaths, 'breath')}${rate}${evenness}.`
}

function withWords(session: SessionStats): string {
  if (session.content || session.session_type === 'guided' || session.pattern === 'none') return ''
  return ` of ${session.pattern_name ?? patternWords(session).replace(/^(A|Your|Box|Coherent)\b/, (word) => word.toLowerCase())}`
}

function evennessClause(score: number): string {
  if (score >= 0.85) return 'each much like the one before'
  if (score >= 0.65) return 'most of them alike'
  return score >= 0.4 ? 'changing as they went' : 'each in its own way'
}
