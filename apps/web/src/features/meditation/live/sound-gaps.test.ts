import { HOP_SAMPLES } from '@better-and-bliss/breath/features'
import { expect, test } from 'vitest'
import { createSoundGaps } from './sound-gaps.ts'

test('chunks that follow each other have no gap, a little unrest included', () => {
  const gaps = createSoundGaps()
  expect([1_000, 1_100, 1_260, 2_100].map((atMs) => gaps.before(atMs).samples)).toEqual([0, 0, 0, 0])
})

test('a second without sound is a gap, whoever noticed it, of whole hops', () => {
  const gaps = createSoundGaps()
  gaps.before(1_000)
  expect(gaps.before(3_104)).toEqual({ missedMs: 2_004, samples: 200 * HOP_SAMPLES })
})

test('less is one where it was expected, once', () => {
  const gaps = createSoundGaps()
  gaps.before(1_000)
  gaps.expect()
  expect(gaps.before(1_400).samples).toBe(30 * HOP_SAMPLES)
  expect(gaps.before(1_800).samples).toBe(0)
})

test('a clock that was put back is no gap', () => {
  const gaps = createSoundGaps()
  gaps.before(60_000)
  expect(gaps.before(1_000)).toEqual({ missedMs: 0, samples: 0 })
})
