import type { SessionStats } from '@better-and-bliss/sdk'
import { t } from './messages.ts'

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
  running: t('dataRunning'),
  empty: t('dataEmpty'),
  paced: t('dataPaced'),
  minutes_only: t('dataUnstored'),
  nothing: t('dataNothing'),
  too_little: t('dataTooLittle'),
}
