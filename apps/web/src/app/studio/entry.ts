import type { User } from '@better-and-bliss/sdk'

/** Each of them opens a page of the studio. */
const STUDIO_PERMISSIONS = [
  'view_studio_content',
  'manage_content',
  'view_analytics',
  'view_members',
  'view_audit',
  'view_system',
  'manage_newsletter',
] as const satisfies User['permissions']
export type StudioPermission = (typeof STUDIO_PERMISSIONS)[number]

/** Apart from the list of pages, which most members never need. */
export function mayEnterStudio({ permissions }: User): boolean {
  return STUDIO_PERMISSIONS.some((permission) => permissions.includes(permission))
}
