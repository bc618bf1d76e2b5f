import type { Tier } from '@better-and-bliss/membership'
import { effectiveTier, type Member, type Role } from './member.ts'

/** What a member may be allowed beyond free content. A route asks for one of these by `permissionRoute`. */
export const PERMISSIONS = [
  'view_basic_content',
  'view_premium_content',
  'view_studio_content',
  'moderate_content',
  'manage_content',
  'publish_content',
  'manage_shelves',
  'view_analytics',
  'view_members',
  'suspend_members',
  'manage_members',
  'manage_newsletter',
  'view_audit',
  'view_system',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const OF_TIER: Record<Tier, readonly Permission[]> = {
  free: [],
  basic: ['view_basic_content'],
  premium: ['view_premium_content'],
}

/** Beside those of the tier; an admin has those of the highest. */
const OF_ROLE: Record<Role, readonly Permission[]> = {
  free_user: [],
  premium_user: [],
  content_creator: ['view_studio_content', 'manage_content', 'publish_content', 'view_analytics'],
  moderator: ['view_studio_content', 'moderate_content', 'view_members', 'suspend_members'],
  admin: [
    'view_studio_content',
    'moderate_content',
    'manage_content',
    'publish_content',
    'manage_shelves',
    'view_analytics',
    'view_members',
    'suspend_members',
    'manage_members',
    'manage_newsletter',
    'view_audit',
    'view_system',
  ],
}

/** The permissions that role and tier give, for answers and for `isPermitted`. */
export function permissionsOf(member: Pick<Member, 'role' | 'tier'>): Permission[] {
  return [...OF_TIER[effectiveTier(member)], ...OF_ROLE[member.role]]
}

export function isPermitted(member: Pick<Member, 'role' | 'tier'>, permission: Permission): boolean {
  return permissionsOf(member).includes(permission)
}

/** Whether a permission is one of members, who need no role for it. */
export function isOfTier(permission: Permission): boolean {
  return Object.values(OF_TIER).flat().includes(permission)
}
