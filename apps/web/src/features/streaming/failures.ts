import { ApiError } from '../../api/answer.ts'
import { Refused, Unplayable } from './engine.ts'

/** Why playback stopped, for the person in front of it. */
export interface Failure {
  words: string
  canRetry: boolean
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) {
    return { words: 'This stream was ended. It may play on another device, or your plan has changed.', canRetry: true }
  }
  if (error instanceof Unplayable) return { words: 'This browser could not play what it was sent.', canRetry: true }
  if (!(error instanceof ApiError)) return { words: 'Something went wrong while starting to play.', canRetry: true }
  if (error.status === 401) return { words: 'You are signed out, so playback has stopped.', canRetry: false }
  if (error.status === 404) return { words: 'This session was taken down.', canRetry: false }
  return { words: error.message, canRetry: error.code !== 'upgrade_required' && error.code !== 'account_suspended' }
}
