import type { SessionStats } from '@better-and-bliss/sdk'

/** Whether a session has breath to make figures of; all but `enough` say why not. */
export type BreathData = 'running' | 'empty' | 'paced' | 'minutes_only' | 'nothing' | 'too_little' | 'enough'

/** Fewer breaths are no figure of anything. */
const ENOUGH_BREATHS = 3

export function breathDataOf(session: SessionStats): BreathData {
  if (session.duration_seconds === null) return 'running'
  if (session.duration_seconds === 0) return 'empty'
  if (!session.was_heard && session.total_breaths === 0) return 'paced'
  if (!session.store_breath) return 'minutes_only'
  if (session.total_breaths === 0) return 'nothing'
  return session.total_breaths < ENOUGH_BREATHS ? 'too_little' : 'enough'
}

/** Said in place of figures that there are not. */
export const NO_FIGURES_WORDS: Record<Exclude<BreathData, 'enough'>, string> = {
  running: 'This session has not ended yet. Its figures are settled when it does; left alone, it closes by itself.',
  empty: 'This session was opened and left again before any time was counted.',
  paced: 'This session had no microphone, so nothing was listened to. The minutes count in full.',
  minutes_only:
    'You chose to keep nothing of your breath, so there are the minutes, and only those. They count in full.',
  nothing: 'The microphone was on, but no breath was heard in its sound. The minutes count in full.',
  too_little: 'Too little of your breath was heard to say how it went. The minutes count in full.',
}
