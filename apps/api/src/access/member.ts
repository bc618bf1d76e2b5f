import { type Language, TIER_NAMES, type Tier, tierRank } from '@better-and-bliss/membership'

export const ROLES = ['free_user', 'premium_user', 'admin', 'content_creator', 'moderator'] as const
export type Role = (typeof ROLES)[number]

/** Roles that are a task in the house; without one the tier says the role. */
export const TASKS = ['content_creator', 'moderator', 'admin'] as const satisfies Role[]
export type Task = (typeof TASKS)[number]

export function isTask(role: Role): role is Task {
  return TASKS.some((task) => task === role)
}

export type MemberStatus = 'active' | 'suspended' | 'deleted'

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
  /** When the account is deleted, as its member asked; null for one that they keep. */
  deletionAtMs: number | null
  /** Whether nothing that they play is counted. */
  optsOutOfAnalytics: boolean
  /** What the pages speak to them; null where they never chose. */
  language: Language | null
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
  return `${TIER_NAMES[accessTier]} subscription required to access this content`
}
