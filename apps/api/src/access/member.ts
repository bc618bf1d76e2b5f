import { type Tier, tierRank } from './tiers.ts'

export const ROLES = ['free_user', 'premium_user', 'admin', 'content_creator', 'moderator'] as const
export type Role = (typeof ROLES)[number]

/** A signed-in person, as the database knows them now. */
export interface Member {
  /** The row in `users`. */
  userId: string
  /** The identity provider's subject: the public id. */
  sub: string
  /** The sign-in (origin_jti) that the request belongs to. */
  signInId: string
  email: string
  name: string
  avatarUrl: string | null
  role: Role
  tier: Tier
}

/** The tier whose content and limits apply: admins see all. */
export function effectiveTier(member: Pick<Member, 'role' | 'tier'> | null): Tier {
  if (!member) return 'free'
  return member.role === 'admin' ? 'premium' : member.tier
}

/** Whether somebody (nobody: null) may play content of `accessTier`. */
export function canAccess(member: Pick<Member, 'role' | 'tier'> | null, accessTier: Tier): boolean {
  return tierRank(effectiveTier(member)) >= tierRank(accessTier)
}

/** What opens content of `accessTier`, for a person who may not play it. */
export function upgradeMessage(accessTier: Tier): string {
  const name = accessTier === 'basic' ? 'Basic' : 'Premium'
  return `${name} subscription required to access this content`
}

/** The names of what a member may do beyond free content. */
export function permissionsOf({ role, tier }: Pick<Member, 'role' | 'tier'>): string[] {
  if (role === 'admin') return ['view_premium_content', 'manage_content', 'manage_members']
  const view = { free: [], basic: ['view_basic_content'], premium: ['view_premium_content'] }[tier]
  if (role === 'content_creator') return [...view, 'manage_content']
  if (role === 'moderator') return [...view, 'moderate_content']
  return view
}
