import type { Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import { OWN_ROW, valuesOf, type Whose } from './queries.ts'

export interface MemberBehind {
  sub: string
  status: MemberStatus
  /** Whether the provider has to be told of the status. */
  status_behind: boolean
  role: Role
  tier: Tier
  /** To the microsecond, as the database writes it. */
  since: string
}

const AT_ONCE = 50

/** Members of whom the identity provider has to be told, the longest waiting first; a deleted one is deleted there by others. */
export function selectMembersBehind(db: Database): Promise<MemberBehind[]> {
  return db.query<MemberBehind>(
    'auth_members_behind',
    `select cognito_sub as sub, status, provider_status_behind as status_behind, role, subscription_tier as tier, provider_behind_since::text as since from users
     where provider_behind_since is not null and status <> 'deleted'
     order by provider_behind_since limit $1`,
    [AT_ONCE],
  )
}

/** Unless the member changed once more meanwhile. */
export async function noteProviderTold(db: Database, { sub, since }: MemberBehind): Promise<void> {
  await db.query(
    'auth_provider_told',
    `update users set provider_behind_since = null, provider_status_behind = false
     where cognito_sub = $1 and provider_behind_since = $2::timestamptz`,
    [sub, since],
  )
}

/** The role of a member whose row is about to change. */
export async function lockRole(db: Database, whose: Whose): Promise<Role | undefined> {
  const [row] = await db.query<{ role: Role }>(
    'auth_lock_role',
    `select role from users where ${OWN_ROW} for update`,
    valuesOf(whose),
  )
  return row?.role
}

export interface StatusChange {
  sub: string
  email: string
  before: MemberStatus
}

/** @param reason why somebody is suspended, as they are told. @returns undefined where there is no such member. */
export async function updateStatus(
  db: Database,
  whose: Whose,
  { status, reason }: { status: MemberStatus; reason: string | null },
): Promise<StatusChange | undefined> {
  const [row] = await db.query<StatusChange>(
    'auth_update_status',
    `with old as (select id, status from users where ${OWN_ROW} for update)
     update users u set status = $3, suspended_reason = $4, updated_at = now() from old where u.id = old.id
     returning u.cognito_sub as sub, u.email, old.status as before`,
    [...valuesOf(whose), status, reason],
  )
  return row
}
