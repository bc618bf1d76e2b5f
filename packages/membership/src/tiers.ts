/** Subscription tiers from the least to the most. They are ranks: never compare their names. */
export const TIERS = ['free', 'basic', 'premium'] as const
export type Tier = (typeof TIERS)[number]

/** As members read them. */
export const TIER_NAMES: Record<Tier, string> = { free: 'Free', basic: 'Basic', premium: 'Premium' }

/**
 * The specification's streaming limits: the tallest picture, in lines, and how many players may run at the same time. And how
 * many sounds may be kept on devices, on all of a member's together.
 */
export const TIER_LIMITS = {
  free: { maxHeight: 480, concurrentStreams: 1, downloads: 0 },
  basic: { maxHeight: 720, concurrentStreams: 2, downloads: 10 },
  premium: { maxHeight: 1080, concurrentStreams: 4, downloads: 50 },
} as const satisfies Record<Tier, { maxHeight: number; concurrentStreams: number; downloads: number }>

/** 0 for free, 1 for basic, 2 for premium. */
export function tierRank(tier: Tier): number {
  return TIERS.indexOf(tier)
}

/** The least tier whose pictures reach `height` lines; the highest one for what is taller than all. */
export function tierReaching(height: number): Tier {
  return TIERS.find((tier) => height <= TIER_LIMITS[tier].maxHeight) ?? 'premium'
}
