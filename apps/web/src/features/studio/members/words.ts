import type { StudioMember } from '@better-and-bliss/sdk'

export const ROLE_NAMES: Record<StudioMember['role'], string> = {
  free_user: 'Member',
  premium_user: 'Member',
  content_creator: 'Content creator',
  moderator: 'Moderator',
  admin: 'Administrator',
}

/** Roles that are a task in the house. */
export const TASKS = ['content_creator', 'moderator', 'admin'] as const
export type Task = (typeof TASKS)[number]

export function taskOf({ role }: Pick<StudioMember, 'role'>): Task | null {
  return TASKS.find((task) => task === role) ?? null
}

/** What somebody is called: by their address where they gave no name. */
export function nameOf({ name, email }: Pick<StudioMember, 'name' | 'email'>): string {
  return name || email
}
