import type { StudioMember } from '@better-and-bliss/sdk'
import { t } from './messages.ts'
import { TASKS, type Task } from './tasks.ts'

export const ROLE_NAMES: Record<StudioMember['role'], string> = {
  free_user: t('member'),
  premium_user: t('member'),
  content_creator: t('creator'),
  moderator: t('moderator'),
  admin: t('administrator'),
}

export function taskOf({ role }: Pick<StudioMember, 'role'>): Task | null {
  return TASKS.find((task) => task === role) ?? null
}

/** What somebody is called: by their address where they gave no name. */
export function nameOf({ name, email }: Pick<StudioMember, 'name' | 'email'>): string {
  return name || email
}
