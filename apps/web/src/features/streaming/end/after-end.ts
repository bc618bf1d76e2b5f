/** Time to say no before what comes next begins. */
export const PAUSE_SECONDS = 8

interface Ending {
  /** Whether something comes after it. */
  hasNext: boolean
  /** Whether the member wants it to play by itself. */
  autoplays: boolean
  /** Whether the sleep timer runs, or has just ended playback: nobody wakes a sleeper with the next title. */
  isAsleep: boolean
}

/** What follows the end of a title: the next one by itself, or words of what could. */
export function afterEnd({ hasNext, autoplays, isAsleep }: Ending): 'next' | 'suggestions' {
  return hasNext && autoplays && !isAsleep ? 'next' : 'suggestions'
}
