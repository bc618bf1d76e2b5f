import type { RunningStreams, StreamEndedProblem } from '@better-and-bliss/sdk'
import { ApiError } from '../../../api/answer.ts'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { t } from '../messages.ts'

/** What runs already, where the subscription allows no more; null for any other error. */
export function streamLimitOf(error: unknown): RunningStreams | null {
  return error instanceof ApiError && error.code === 'stream_limit' ? (error.body as RunningStreams) : null
}

export function limitWords({ max_streams }: RunningStreams): string {
  return max_streams === 1 ? t('alreadyOnOther') : t('alreadyOn', { maxStreams: max_streams })
}

export type StreamEnd = Pick<StreamEndedProblem, 'reason' | 'by_device'>

/** Why a stream has ended; null for any other error. */
export function streamEndOf(error: unknown): StreamEnd | null {
  return error instanceof ApiError && error.code === 'stream_ended' ? (error.body as StreamEnd) : null
}

/** Why nothing plays here any more, and what the one button beside it says; null where no press would help. */
export function endWords({ reason, by_device }: StreamEnd): { words: string; action: string | null } {
  switch (reason) {
    case 'taken_over':
      return {
        words: t('movedTo', { device: by_device ? deviceNameWords(by_device) : t('anotherDevice') }),
        action: t('watchHereAgain'),
      }
    case 'ended_by_member':
      return { words: t('stoppedElsewhere'), action: t('watchHereAgain') }
    case 'no_place':
      return { words: t('wasQuiet'), action: t('watchHereAgain') }
    case 'signed_out':
      return { words: t('signedOutHere'), action: null }
    case 'tier_changed':
      return { words: t('planChanged'), action: t('goOnWithPlan') }
    case 'withdrawn':
      return { words: t('takenDown'), action: null }
  }
}

/** The stream to take a place back from: the only one that runs, or the only one of the device that took it. */
export function takerOf({ streams }: RunningStreams, device: string | undefined): string | undefined {
  const candidates = streams.length === 1 ? streams : streams.filter((stream) => stream.device === device)
  return candidates.length === 1 ? candidates[0]?.id : undefined
}
