import { ApiError } from '../../api/answer.ts'
import { isPassing } from '../../api/retries.ts'
import { Refused, Unplayable } from './engine.ts'

/** Why playback stopped, for the person in front of it. */
export interface Failure {
  words: string
  canRetry: boolean
  /** Whether waiting may help, so that it is tried again without a word. What plays elsewhere is not taken from there. */
  isPassing: boolean
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) {
    return {
      words: 'This stream was ended. It may play on another device, or your plan has changed.',
      canRetry: true,
      isPassing: false,
    }
  }
  if (error instanceof Unplayable) {
    return { words: 'This browser could not play what it was sent.', canRetry: true, isPassing: false }
  }
  if (!(error instanceof ApiError)) {
    return { words: 'Something went wrong while starting to play.', canRetry: true, isPassing: true }
  }
  if (error.status === 401)
    return { words: 'You are signed out, so playback has stopped.', canRetry: false, isPassing: false }
  if (error.status === 404) return { words: 'This session was taken down.', canRetry: false, isPassing: false }
  const canRetry = error.code !== 'upgrade_required' && error.code !== 'account_suspended'
  const isInPreparation = error.status === 409
  const isPlayingElsewhere = error.status === 429
  return { words: error.message, canRetry, isPassing: isInPreparation || (isPassing(error) && !isPlayingElsewhere) }
}
