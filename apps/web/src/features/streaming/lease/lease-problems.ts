import type { RunningStreams, StreamEndedProblem } from '@better-and-bliss/sdk'
import { ApiError } from '../../../api/answer.ts'

/** What runs already, where the subscription allows no more; null for any other error. */
export function streamLimitOf(error: unknown): RunningStreams | null {
  return error instanceof ApiError && error.code === 'stream_limit' ? (error.body as RunningStreams) : null
}

export function limitWords({ max_streams }: RunningStreams): string {
  return max_streams === 1
    ? 'You are already watching on another device'
    : `You are already watching on ${max_streams} devices`
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
      return { words: `Playback moved to ${by_device ?? 'another device'}.`, action: 'Watch here again' }
    case 'ended_by_member':
      return { words: 'Playback here was stopped from another page or device.', action: 'Watch here again' }
    case 'no_place':
      return { words: 'It was quiet here for a while, and your other devices play now.', action: 'Watch here again' }
    case 'signed_out':
      return { words: 'You were signed out here, so playback has stopped.', action: null }
    case 'tier_changed':
      return { words: 'Your plan has changed, so playback has stopped.', action: 'Go on with the plan that you have' }
    case 'withdrawn':
      return { words: 'This session was taken down.', action: null }
  }
}

/** The stream to take a place back from: the only one that runs, or the only one of the device that took it. */
export function takerOf({ streams }: RunningStreams, device: string | undefined): string | undefined {
  const candidates = streams.length === 1 ? streams : streams.filter((stream) => stream.device === device)
  return candidates.length === 1 ? candidates[0]?.id : undefined
}
