import type { VideoHeight } from '@better-and-bliss/stream-token'

/** Subscription tiers from the least to the most. They are ranks: never compare their names. */
export const TIERS = ['free', 'basic', 'premium'] as const
export type Tier = (typeof TIERS)[number]

interface TierLimits {
  /** The tallest picture, in lines. */
  maxHeight: VideoHeight
  /** Players that may run at the same time. */
  concurrentStreams: number
}

/** The specification's streaming limits. */
export const TIER_LIMITS: Record<Tier, TierLimits> = {
  free: { maxHeight: 480, concurrentStreams: 1 },
  basic: { maxHeight: 720, concurrentStreams: 2 },
  premium: { maxHeight: 1080, concurrentStreams: 4 },
}

/** 0 for free, 1 for basic, 2 for premium. */
export function tierRank(tier: Tier): number {
  return TIERS.indexOf(tier)
}
