import type { SessionSummary } from '@better-and-bliss/sdk'
import { durationWords } from '../../../ui/words.ts'

/** `0.5 min`, `12 min`: short times have a decimal. */
export function minutesWords(minutes: number): string {
  return minutes > 0 && minutes < 10
    ? `${Math.max(Math.round(minutes * 10) / 10, 0.1)} min`
    : durationWords(minutes * 60)
}

const PATTERN_WORDS: Record<SessionSummary['pattern'], string> = {
  none: 'Breathing as it comes',
  box: 'Box breathing',
  '4-7-8': '4-7-8 breathing',
  coherent: 'Coherent breathing',
  studio: 'A pattern of the studio',
  own: 'Your own pattern',
}

/** What was followed. */
export function patternWords({
  pattern,
  pattern_name: name,
}: Pick<SessionSummary, 'pattern' | 'pattern_name'>): string {
  return name ?? PATTERN_WORDS[pattern]
}

/** What was done. */
export function sessionTitle(session: SessionSummary): string {
  if (session.content) return session.content.title
  if (session.session_type === 'timer') return 'Timer'
  if (session.session_type === 'listening') return 'What you listened to'
  return session.session_type === 'guided' ? 'Guided session' : patternWords(session)
}

/** How even the breath was, from 0 to 1. None of them is a failure. */
export function evennessWords(score: number): string {
  if (score >= 0.85) return 'Very even'
  if (score >= 0.65) return 'Even'
  return score >= 0.4 ? 'Changing' : 'Free'
}

/** How far the numbers can be trusted, from 0 to 1. */
export function qualityWords(score: number | null): { title: string; words: string } {
  if (score === null)
    return { title: 'Unknown', words: 'We cannot say how well we heard you, so take the numbers as a hint.' }
  if (score >= 0.75) return { title: 'Clearly', words: 'We heard you well; the numbers are close to the truth.' }
  if (score >= 0.5)
    return { title: 'Well enough', words: 'We heard most of your breath; here and there a moment is missing.' }
  return {
    title: 'Faintly',
    words: 'Much of your breath was too quiet for this microphone. Take the numbers as a hint; nearer helps.',
  }
}

/** `6.1` breaths a minute, without a false precision. */
export function rateWords(perMinute: number | null): string {
  return perMinute === null ? '–' : perMinute.toFixed(1)
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

/** `7 am`, `12 noon`. */
export function hourWords(hour: number): string {
  if (hour === 0) return 'midnight'
  if (hour === 12) return 'noon'
  return hour < 12 ? `${hour} am` : `${hour - 12} pm`
}

function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10)
}
