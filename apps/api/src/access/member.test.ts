import { describe, expect, test } from 'vitest'
import { canAccess, effectiveTier, ROLES, upgradeMessage } from './member.ts'
import { TIER_LIMITS, TIERS, tierRank } from './tiers.ts'

describe("the specification's access matrix", () => {
  test.each([
    [null, ['free']],
    ['free', ['free']],
    ['basic', ['free', 'basic']],
    ['premium', ['free', 'basic', 'premium']],
  ] as const)('%s opens %j', (tier, opens) => {
    const member = tier && { role: 'free_user' as const, tier }
    expect(TIERS.filter((accessTier) => canAccess(member, accessTier))).toEqual(opens)
  })

  test('an admin opens everything, whatever their tier; no other role opens anything', () => {
    for (const role of ROLES) {
      const opens = TIERS.filter((accessTier) => canAccess({ role, tier: 'free' }, accessTier))
      expect(opens, role).toEqual(role === 'admin' ? TIERS : ['free'])
    }
  })

  test('tiers are ranks, and each limit grows with them', () => {
    expect(TIERS.map(tierRank)).toEqual([0, 1, 2])
    expect(TIERS.map((tier) => TIER_LIMITS[tier])).toEqual([
      { maxHeight: 480, concurrentStreams: 1 },
      { maxHeight: 720, concurrentStreams: 2 },
      { maxHeight: 1080, concurrentStreams: 4 },
    ])
    expect(effectiveTier({ role: 'admin', tier: 'free' })).toBe('premium')
  })
})

test('what opens an item is said by name', () => {
  expect(upgradeMessage('basic')).toBe('Basic subscription required to access this content')
  expect(upgradeMessage('premium')).toBe('Premium subscription required to access this content')
})
