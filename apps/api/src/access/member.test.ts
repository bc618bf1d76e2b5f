import { TIER_LIMITS, TIERS } from '@better-and-bliss/membership'
import { describe, expect, test } from 'vitest'
import { canAccess, effectiveTier, ROLES, upgradeMessage } from './member.ts'

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

  test('each tier has its limits, and an admin those of the highest', () => {
    expect(TIERS.map((tier) => TIER_LIMITS[tier])).toEqual([
      { maxHeight: 480, concurrentStreams: 1, downloads: 0 },
      { maxHeight: 720, concurrentStreams: 2, downloads: 10 },
      { maxHeight: 1080, concurrentStreams: 4, downloads: 50 },
    ])
    expect(effectiveTier({ role: 'admin', tier: 'free' })).toBe('premium')
  })
})

test('what opens an item is said by name', () => {
  expect(upgradeMessage('basic')).toBe('Basic subscription required to access this content')
  expect(upgradeMessage('premium')).toBe('Premium subscription required to access this content')
})
