import type { Stream } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { rungsOf } from './qualities.ts'

const stream: Stream = {
  hls_master: 'm',
  hls_360p: 'a',
  hls_480p: 'b',
  thumbnail: null,
  poster: null,
  storyboard: null,
  expires_at: 0,
  max_quality: '480p',
  stream_session: { id: 's', heartbeat_seconds: 30 },
}

test('rungs beyond the subscription are shown, locked, with the plan that opens them', () => {
  const rungs = rungsOf(['360p', '480p', '720p', '1080p'], stream)
  expect(rungs.map(({ height, opensWith }) => [height, opensWith])).toEqual([
    [1080, 'premium'],
    [720, 'basic'],
    [480, null],
    [360, null],
  ])
})

test('an item without a picture has no rungs', () => {
  expect(rungsOf([], stream)).toEqual([])
  expect(rungsOf(['audio'], stream)).toEqual([])
})
