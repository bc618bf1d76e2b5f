import type { Language, Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role, Task } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'

export interface UserRow {
  id: string
  cognito_sub: string
  email: string
  display_name: string | null
  avatar_url: string | null
  role: Role
  subscription_tier: Tier
  status: MemberStatus
  last_login: Date | null
  created_at: Date
  deletion_requested_at: Date | null
  analytics_opt_out: boolean
  language: Language | null
  suspended_reason: string | null
}

const COLUMNS = `id, cognito_sub, email, display_name, avatar_url, role, subscription_tier, status, last_login, created_at,
  deletion_requested_at, analytics_opt_out, language, suspended_reason`

/**
 * Writes the member of a subject, or notes that they signed in again. A sign-in repairs a registration that broke off.
 * Pages and mails speak `language` to a new one, until another is chosen.
 *
 * @throws AppError `invalid_credentials` for a subject whose member was deleted.
 */
export async function upsertUserAtLogin(
  db: Database,
  user: { sub: string; email: string; displayName: string; language: Language | null },
): Promise<UserRow & { has_signed_in_before: boolean }> {
  const [row] = await db.query<UserRow & { has_signed_in_before: boolean }>(
    'auth_upsert_user',
    `insert into users (cognito_sub, email, display_name, language, last_login) values ($1, $2, $3, $4, now())
     on conflict (cognito_sub) do update set last_login = now()
     returning ${COLUMNS}, xmax <> 0 as has_signed_in_before`,
    [user.sub, user.email, user.displayName, user.language],
  )
  if (!row) throw new Error('An upsert returned no row')
  return row
}

export async function selectUserBySub(db: Database, sub: string): Promise<UserRow | undefined> {
  const [row] = await db.query<UserRow>('auth_user_by_sub', `select ${COLUMNS} from users where cognito_sub = $1`, [
    sub,
  ])
  return row
}

export async function selectSubByEmail(db: Database, email: string): Promise<string | undefined> {
  const [row] = await db.query<{ sub: string }>(
    'auth_sub_by_email',
    `select cognito_sub as sub from users where email = $1 and status <> 'deleted'`,
    [email],
  )
  return row?.sub
}

/** Whether anybody was ever deleted here. */
export async function hasDeletedMembers(db: Database): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>(
    'auth_has_deleted',
    'select exists (select from deleted_members) as found',
  )
  return row?.found ?? false
}

export async function userExistsWithEmail(db: Database, email: string): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>(
    'auth_email_exists',
    `select exists (select from users where email = $1 and status <> 'deleted') as found`,
    [email],
  )
  return row?.found ?? false
}

/** Null leaves a field as it is; an empty avatar removes it. */
export async function updateProfile(
  db: Database,
  sub: string,
  profile: {
    displayName: string | null
    avatarUrl: string | null
    analyticsOptOut: boolean | null
    language: Language | null
  },
): Promise<UserRow | undefined> {
  const [row] = await db.query<UserRow>(
    'auth_update_profile',
    `update users
     set display_name = coalesce($2, display_name),
         avatar_url = case when $3::text is null then avatar_url else nullif($3, '') end,
         analytics_opt_out = coalesce($4, analytics_opt_out),
         language = coalesce($5, language),
         updated_at = now()
     where cognito_sub = $1
     returning ${COLUMNS}`,
    [sub, profile.displayName, profile.avatarUrl, profile.analyticsOptOut, profile.language],
  )
  return row
}

/** Notes that a member asked for the deletion of the account, or (null) keeps it. @returns whether that is new. */
export async function updateDeletionRequest(
  db: Database,
  { sub, requestedAtMs }: { sub: string; requestedAtMs: number | null },
): Promise<boolean> {
  const rows = await db.query(
    'auth_update_deletion_request',
    `update users set deletion_requested_at = to_timestamp($2::float8 / 1000), updated_at = now()
     where cognito_sub = $1 and status <> 'deleted' and (deletion_requested_at is null) <> ($2::float8 is null) returning id`,
    [sub, requestedAtMs],
  )
  return rows.length > 0
}

/** @throws AppError `email_taken` */
export async function updateEmail(db: Database, sub: string, email: string): Promise<UserRow | undefined> {
  const [row] = await db.query<UserRow>(
    'auth_update_email',
    `update users set email = $2, updated_at = now() where cognito_sub = $1 returning ${COLUMNS}`,
    [sub, email],
  )
  return row
}

export async function updateRoleAndTier(
  db: Database,
  sub: string,
  { role, tier }: { role: Role; tier: Tier },
): Promise<void> {
  await db.query(
    'auth_update_role_and_tier',
    'update users set role = $2, subscription_tier = $3, updated_at = now() where cognito_sub = $1',
    [sub, role, tier],
  )
}

/** Whose account: by their subject, or by their address as it is stored. */
export type Whose = { sub: string } | { email: string }

export interface RoleAndTierChange {
  sub: string
  role_before: Role
  tier_before: Tier
  role: Role
  tier: Tier
}

/** $1, $2: whose account. */
export const OWN_ROW = `(cognito_sub = $1 or email = $2) and status <> 'deleted'`
export const valuesOf = (whose: Whose) => ('sub' in whose ? [whose.sub, null] : [null, whose.email])

const CHANGED = `u.cognito_sub as sub, old.role as role_before, old.subscription_tier as tier_before, u.role,
       u.subscription_tier as tier`

/** Another tier, and the role that goes with it; whoever has a task keeps it. @returns what was before and is now. */
export async function updateTier(db: Database, whose: Whose, tier: Tier): Promise<RoleAndTierChange | undefined> {
  const [row] = await db.query<RoleAndTierChange>(
    'auth_update_tier',
    `with old as (select id, role, subscription_tier from users where ${OWN_ROW} for update)
     update users u set subscription_tier = $3, updated_at = now(),
       role = case when u.role not in ('free_user', 'premium_user') then u.role
         when $3 = 'free' then 'free_user' else 'premium_user' end
     from old where u.id = old.id
     returning ${CHANGED}`,
    [...valuesOf(whose), tier],
  )
  return row
}

/** Another task; null: none, so that the tier says the role. @returns what was before and is now. */
export async function updateTask(
  db: Database,
  whose: Whose,
  task: Task | null,
): Promise<RoleAndTierChange | undefined> {
  const [row] = await db.query<RoleAndTierChange>(
    'auth_update_task',
    `with old as (select id, role, subscription_tier from users where ${OWN_ROW} for update)
     update users u set updated_at = now(),
       role = coalesce($3, case when u.subscription_tier = 'free' then 'free_user' else 'premium_user' end)
     from old where u.id = old.id
     returning ${CHANGED}`,
    [...valuesOf(whose), task],
  )
  return row
}

/** Whether somebody else than this administrator is one, too; true of whoever is none. */
export async function selectMayLeave(db: Database, sub: string): Promise<boolean> {
  const [row] = await db.query<{ may_leave: boolean }>(
    'auth_may_leave',
    `select not exists (select from users where cognito_sub = $1 and role = 'admin')
       or exists (
         select from users
         where role = 'admin' and status = 'active' and deletion_requested_at is null and cognito_sub <> $1)
       as may_leave`,
    [sub],
  )
  return row?.may_leave ?? true
}
