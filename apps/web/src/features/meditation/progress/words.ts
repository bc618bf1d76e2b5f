import type { SessionSummary } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../language/page-language.ts'
import { durationWords } from '../../../ui/words.ts'
import { t } from './messages.ts'

/** `0.5 min`, `12 min`: short times have a decimal. */
export function minutesWords(minutes: number): string {
  return minutes > 0 && minutes < 10 ? `${trimmed(Math.max(minutes, 0.1))} min` : durationWords(minutes * 60)
}

const PATTERN_WORDS: Record<SessionSummary['pattern'], string> = {
  none: t('asItComes'),
  box: t('box'),
  '4-7-8': t('fourSevenEight'),
  coherent: t('coherent'),
  studio: t('ofStudio'),
  own: t('ownPattern'),
}

/** What was followed. */
export function patternWords({
  pattern,
  pattern_name: name,
}: Pick<SessionSummary, 'pattern' | 'pattern_name'>): string {
  return name ?? PATTERN_WORDS[pattern]
}

const PATTERNS_IN_SENTENCES: Record<SessionSummary['pattern'], string> = {
  none: t('asItComesInSentence'),
  box: t('boxInSentence'),
  '4-7-8': t('fourSevenEightInSentence'),
  coherent: t('coherentInSentence'),
  studio: t('ofStudioInSentence'),
  own: t('ownPatternInSentence'),
}

/** The same within a sentence. */
export function patternInSentence({
  pattern,
  pattern_name: name,
}: Pick<SessionSummary, 'pattern' | 'pattern_name'>): string {
  return name ?? PATTERNS_IN_SENTENCES[pattern]
}

/** What was done. */
export function sessionTitle(session: SessionSummary): string {
  if (session.content) return session.content.title
  if (session.session_type === 'timer') return t('timer')
  if (session.session_type === 'listening') return t('listenedTo')
  return session.session_type === 'guided' ? t('guided') : patternWords(session)
}

/** How even the breath was, from 0 to 1. None of them is a failure. */
export function evennessWords(score: number): string {
  if (score >= 0.85) return t('veryEven')
  if (score >= 0.65) return t('even')
  return score >= 0.4 ? t('changing') : t('free')
}

/** How far the numbers can be trusted, from 0 to 1. */
export function qualityWords(score: number | null): { title: string; words: string } {
  if (score === null) return { title: t('unknown'), words: t('unknownHint') }
  if (score >= 0.75) return { title: t('clearly'), words: t('clearlyHint') }
  if (score >= 0.5) return { title: t('wellEnough'), words: t('wellEnoughHint') }
  return {
    title: t('faintly'),
    words: t('faintlyHint'),
  }
}

/** `6.1` breaths a minute, without a false precision. */
export function rateWords(perMinute: number | null): string {
  return perMinute === null
    ? '–'
    : perMinute.toLocaleString(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

/** `1 : 1.5`: the exhale, as long as so many inhales. */
export function ratioWords(inhaleToExhale: number): string {
  if (inhaleToExhale <= 0) return '–'
  const [inhale, exhale] = inhaleToExhale <= 1 ? [1, 1 / inhaleToExhale] : [inhaleToExhale, 1]
  return `${trimmed(inhale)} : ${trimmed(exhale)}`
}

/** `4.2 s`. */
export function secondsWords(ms: number): string {
  return `${trimmed(ms / 1000)} s`
}

const COUNTS_TO_TWELVE = new Intl.DateTimeFormat(LANGUAGE, { hour: 'numeric' }).resolvedOptions().hour12 === true

/** `7 am`, `noon`; where clocks go to 24, `15 o’clock`. */
export function hourWords(hour: number): string {
  if (hour === 0) return t('midnight')
  if (hour === 12) return t('noon')
  if (!COUNTS_TO_TWELVE) return t('oClock', { hour })
  return hour < 12 ? t('am', { hour }) : t('pm', { hour: hour - 12 })
}

function trimmed(value: number): string {
  return value.toLocaleString(LANGUAGE, { maximumFractionDigits: 1, useGrouping: false })
}
