import type { RunningStreams } from '@better-and-bliss/sdk'
import { ApiError } from '../../api/answer.ts'
import { isPassing } from '../../api/retries.ts'
import { Refused, Unplayable, Unsupported } from './engine.ts'
import { endWords, limitWords, streamEndOf, streamLimitOf } from './lease/lease-problems.ts'
import { t } from './messages.ts'

/** What went wrong, for whoever counts it. */
export type FailureCode = 'network' | 'decode' | 'unsupported' | 'refused' | 'stream_ended' | 'other'

/** Why playback stopped, for the person in front of it. */
export interface Failure {
  words: string
  /** What the button beside the words says; null where no press would help. */
  action: string | null
  /** Whether waiting may help, so that it is tried again without a word. What plays elsewhere is not taken from there. */
  isPassing: boolean
  /** What runs already, where the subscription allows no more. */
  limit: RunningStreams | null
  /** Null at the limit: nothing went wrong there. */
  code: FailureCode | null
}

const TRY_AGAIN = t('tryAgain')

export function failureOf(error: unknown): Failure {
  const limit = streamLimitOf(error)
  return { ...toldOf(error, limit), limit, code: limit ? null : codeOf(error) }
}

function codeOf(error: unknown): FailureCode {
  if (streamEndOf(error)) return 'stream_ended'
  if (error instanceof Refused) return 'refused'
  if (error instanceof Unplayable) return 'decode'
  if (error instanceof Unsupported) return 'unsupported'
  if (!(error instanceof ApiError)) return 'other'
  return error.status === 0 ? 'network' : error.status < 500 ? 'refused' : 'other'
}

type Told = Pick<Failure, 'words' | 'action' | 'isPassing'>

function toldOf(error: unknown, limit: RunningStreams | null): Told {
  if (limit) return stopped(`${limitWords(limit)}.`)
  const end = streamEndOf(error)
  if (end) {
    const { words, action } = endWords(end)
    return stopped(words, action)
  }
  if (error instanceof Refused) return stopped(t('streamEnded'), TRY_AGAIN)
  if (error instanceof Unplayable || error instanceof Unsupported) return stopped(t('couldNotPlay'), TRY_AGAIN)
  if (!(error instanceof ApiError)) return passing(t('wentWrongStarting'))
  if (error.status === 401) return stopped(t('signedOut'))
  if (error.status === 404) return stopped(t('takenDown'))
  // It is in preparation.
  if (error.status === 409) return passing(error.message)
  if (isPassing(error)) return passing(error.message)
  const isLasting = error.code === 'upgrade_required' || error.code === 'account_suspended'
  return stopped(error.message, isLasting ? null : TRY_AGAIN)
}

/** Whether an error says that a stream that plays may not play any more. */
export function isFinalForStream(error: unknown): boolean {
  return streamEndOf(error) !== null || (error instanceof ApiError && error.status === 403)
}

function stopped(words: string, action: string | null = null): Told {
  return { words, action, isPassing: false }
}

function passing(words: string): Told {
  return { words, action: TRY_AGAIN, isPassing: true }
}
