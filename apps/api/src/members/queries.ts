import type { MemberStatus } from '../access/member.ts'
import type { Database } from '../db/database.ts'

/** Why a sign-in was ended; `member_deleted` is written by the trigger that ends a deleted member. */
export type RevokedReason =
  | 'signed_out'
  | 'refresh_token_reused'
  | 'member_suspended'
  | 'member_deleted'
  | 'password_reset'
  | 'password_changed'
  | 'revoked_by_member'
  | 'revoked_by_admin'
  | 'account_deleted'

/** How somebody signed in; `provider`: at the identity provider itself, by an app that sends us its tokens. */
export type SignInMethod = 'password' | 'google' | 'provider'

export interface SignInRow {
  id: string
  sub: string
  provider: string
  device: string | null
  country: string | null
  method: SignInMethod
  nowMs: number
  expiresAtSeconds: number
  /** How long ago somebody began it. */
  ageMs: number
}

// The statement's own time: it may have to wait for whoever ends all of them, and what waits began before that.
const INSERT_SIGN_IN = `with member as (
    select cognito_sub from users
    where cognito_sub = $2 and status = 'active'
      and (signed_out_at is null or signed_out_at < statement_timestamp() - make_interval(secs => $9::float8 / 1000))
    for share)
  insert into sign_ins (id, sub, provider, device, country, method, created_at, last_seen_at, expires_at, stepped_up_at)
  select $1, cognito_sub, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($7::float8 / 1000),
    to_timestamp($8::float8), case when $6 <> 'provider' then to_timestamp($7::float8 / 1000) end
  from member`

/**
 * Stores a sign-in of an active member, unless all of them were ended since it began; the lock makes a deletion, or such an
 * end, that is under way wait, or be seen.
 *
 * @returns whether it was stored.
 */
export async function insertSignIn(db: Database, signIn: SignInRow): Promise<boolean> {
  const rows = await db.query('members_insert_sign_in', `${INSERT_SIGN_IN} returning id`, valuesOf(signIn))
  return rows.length > 0
}

/** As `insertSignIn`, for one that may be stored, living or ended. @returns whether it was stored now. */
export async function insertUnknownSignIn(db: Database, signIn: SignInRow): Promise<boolean> {
  const statement = `${INSERT_SIGN_IN} on conflict (id) do nothing returning id`
  const rows = await db.query('members_insert_unknown_sign_in', statement, valuesOf(signIn))
  return rows.length > 0
}

function valuesOf(signIn: SignInRow): unknown[] {
  const { id, sub, provider, device, country, method, nowMs, expiresAtSeconds, ageMs } = signIn
  return [id, sub, provider, device, country, method, nowMs, expiresAtSeconds, ageMs]
}

/** A sign-in that goes on. A country that nobody knows leaves the one that is known. */
export interface Prolongation {
  id: string
  country: string | null
  nowMs: number
  expiresAtSeconds: number
}

/** Prolongs sign-ins that live. @returns for each its member's status; undefined if it does not live. */
export async function prolongSignIns(db: Database, signIns: Prolongation[]): Promise<(MemberStatus | undefined)[]> {
  const rows = await db.query<{ id: string; status: MemberStatus }>(
    'members_prolong_sign_ins',
    `update sign_ins s set last_seen_at = to_timestamp(p.now_ms / 1000), expires_at = to_timestamp(p.expires_at),
       country = coalesce(p.country, s.country)
     from unnest($1::uuid[], $2::float8[], $3::float8[], $4::text[]) p(id, now_ms, expires_at, country), users u
     where s.id = p.id and u.cognito_sub = s.sub and s.revoked_at is null and s.expires_at > to_timestamp(p.now_ms / 1000)
     returning s.id, u.status`,
    [
      signIns.map(({ id }) => id),
      signIns.map(({ nowMs }) => nowMs),
      signIns.map(({ expiresAtSeconds }) => expiresAtSeconds),
      signIns.map(({ country }) => country),
    ],
  )
  return signIns.map(({ id }) => rows.find((row) => row.id === id)?.status)
}

/** @returns whether it was ended now; false for one that had been ended before, or is none. */
export async function revokeSignIn(
  db: Database,
  signIn: { id: string; reason: RevokedReason; nowMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'members_revoke_sign_in',
    `update sign_ins set revoked_at = to_timestamp($2::float8 / 1000), revoked_reason = $3
     where id = $1 and revoked_at is null returning id`,
    [signIn.id, signIn.nowMs, signIn.reason],
  )
  return rows.length > 0
}

/** Ends a living sign-in of a member. @returns false for one that is somebody else's, unknown, expired or ended. */
export async function revokeOwnSignIn(
  db: Database,
  signIn: { id: string; sub: string; reason: RevokedReason; nowMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'members_revoke_own_sign_in',
    `update sign_ins set revoked_at = to_timestamp($3::float8 / 1000), revoked_reason = $4
     where id = $1 and sub = $2 and revoked_at is null and expires_at > to_timestamp($3::float8 / 1000) returning id`,
    [signIn.id, signIn.sub, signIn.nowMs, signIn.reason],
  )
  return rows.length > 0
}

/** From now on nothing begins here that somebody began before. */
export async function noteSignedOut(db: Database, sub: string): Promise<void> {
  await db.query(
    'members_note_signed_out',
    'update users set signed_out_at = clock_timestamp() where cognito_sub = $1',
    [sub],
  )
}

/** Ends the living sign-ins of a member, but for `keep`. @returns the ids of those that it ended. */
export async function revokeOtherSignIns(
  db: Database,
  those: { sub: string; keep: string | null; reason: RevokedReason; nowMs: number },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'members_revoke_other_sign_ins',
    `update sign_ins set revoked_at = to_timestamp($3::float8 / 1000), revoked_reason = $4
     where sub = $1 and id is distinct from $2::uuid and revoked_at is null
       and expires_at > to_timestamp($3::float8 / 1000)
     returning id`,
    [those.sub, those.keep, those.nowMs, those.reason],
  )
  return rows.map(({ id }) => id)
}

export interface SignInOwner {
  email: string
  device: string | null
}

export async function selectSignInOwner(db: Database, id: string): Promise<SignInOwner | undefined> {
  const [row] = await db.query<SignInOwner>(
    'members_sign_in_owner',
    `select u.email, s.device from sign_ins s join users u on u.cognito_sub = s.sub
     where s.id = $1 and u.status <> 'deleted'`,
    [id],
  )
  return row
}

/** Whether a sign-in began after a moment, in this way. */
export async function selectIsFresh(
  db: Database,
  signIn: { id: string; method: SignInMethod; sinceMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'members_is_fresh',
    'select 1 from sign_ins where id = $1 and method = $2 and created_at >= to_timestamp($3::float8 / 1000)',
    [signIn.id, signIn.method, signIn.sinceMs],
  )
  return rows.length > 0
}

/** Notes that the holder of a living sign-in proved who they are. */
export async function noteSteppedUp(db: Database, { id, nowMs }: { id: string; nowMs: number }): Promise<void> {
  await db.query(
    'members_note_stepped_up',
    'update sign_ins set stepped_up_at = to_timestamp($2::float8 / 1000) where id = $1 and revoked_at is null',
    [id, nowMs],
  )
}

/** Whether the holder of a sign-in proved after a moment who they are. */
export async function selectHasSteppedUp(
  db: Database,
  { id, sinceMs }: { id: string; sinceMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'members_has_stepped_up',
    'select 1 from sign_ins where id = $1 and stepped_up_at > to_timestamp($2::float8 / 1000)',
    [id, sinceMs],
  )
  return rows.length > 0
}

/** What the members of sign-ins are called, by the ids of these. */
export function selectSignInNames(db: Database, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.query(
    'members_sign_in_names',
    `select s.id::text as id, coalesce(nullif(u.display_name, ''), u.email) as name
     from sign_ins s join users u on u.cognito_sub = s.sub where s.id = any($1::text[]::uuid[])`,
    [ids],
  )
}

export interface LivingSignIn {
  id: string
  device: string | null
  country: string | null
  created_at: Date
  last_seen_at: Date
}

/** The living sign-ins of a member, those that were used last first. */
export function selectLivingSignIns(
  db: Database,
  { sub, nowMs, limit }: { sub: string; nowMs: number; limit: number },
): Promise<LivingSignIn[]> {
  return db.query<LivingSignIn>(
    'members_living_sign_ins',
    `select id, device, country, created_at, last_seen_at from sign_ins
     where sub = $1 and revoked_at is null and expires_at > to_timestamp($2::float8 / 1000)
     order by last_seen_at desc, id limit $3`,
    [sub, nowMs, limit],
  )
}

/** Notes that sign-ins were used. Those that another process noted meanwhile stay as they are. */
export async function touchSignIns(
  db: Database,
  { ids, seenBeforeMs, nowMs }: { ids: readonly string[]; seenBeforeMs: number; nowMs: number },
): Promise<void> {
  await db.query(
    'members_touch_sign_ins',
    `update sign_ins set last_seen_at = to_timestamp($3::float8 / 1000)
     where id = any($1::uuid[]) and last_seen_at < to_timestamp($2::float8 / 1000)`,
    [ids, seenBeforeMs, nowMs],
  )
}

/** Removes sign-ins that could last be refreshed before a moment, ended or not. @returns how many. */
export async function deleteSignIns(
  db: Database,
  { beforeMs, limit }: { beforeMs: number; limit: number },
): Promise<number> {
  const [row] = await db.query<{ deleted: number }>(
    'members_delete_sign_ins',
    `with gone as (
       delete from sign_ins where id in (
         select id from sign_ins where expires_at < to_timestamp($1::float8 / 1000) order by expires_at limit $2)
       returning 1)
     select count(*)::integer as deleted from gone`,
    [beforeMs, limit],
  )
  return row?.deleted ?? 0
}
