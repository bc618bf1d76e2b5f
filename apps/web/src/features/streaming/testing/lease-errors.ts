import type { RunningStream } from '@better-and-bliss/sdk'
import { ApiError } from '../../../api/answer.ts'
import type { StreamEnd } from '../lease/lease-problems.ts'

/** What the API answers when all places are taken, each by another device: `Device 1`, `Device 2`, … */
export function limitError(places: number): ApiError {
  const streams = Array.from({ length: places }, (_, index) => runningStream(index + 1))
  return new ApiError('Too many streams.', 429, 'stream_limit', { body: { max_streams: places, streams } })
}

export function endError(reason: StreamEnd['reason'], by_device?: string): ApiError {
  return new ApiError('It has ended.', 409, 'stream_ended', { body: { reason, ...(by_device && { by_device }) } })
}

function runningStream(number: number): RunningStream {
  return {
    id: `stream-${number}`,
    content_id: 'rain',
    title: 'Rain',
    device: `Device ${number}`,
    started_at: '2026-01-01T07:00:00Z',
    last_seen_at: '2026-01-01T07:00:00Z',
    is_this_sign_in: false,
  }
}
