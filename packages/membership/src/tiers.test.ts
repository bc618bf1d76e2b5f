import { expect, test } from 'vitest'
import { TIER_LIMITS, TIERS, tierRank, tierReaching } from './tiers.ts'

test('a higher tier has a higher rank, and limits that are no lower', () => {
  expect(TIERS.map(tierRank)).toEqual([0, 1, 2])
  const heights = TIERS.map((tier) => TIER_LIMITS[tier].maxHeight)
  const streams = TIERS.map((tier) => TIER_LIMITS[tier].concurrentStreams)
  const downloads = TIERS.map((tier) => TIER_LIMITS[tier].downloads)
  for (const limits of [heights, streams, downloads]) expect(limits).toEqual(limits.toSorted((a, b) => a - b))
})

test('a picture belongs to the least tier that reaches its height', () => {
  expect([360, 480, 720, 1080, 2160].map(tierReaching)).toEqual(['free', 'free', 'basic', 'premium', 'premium'])
})
