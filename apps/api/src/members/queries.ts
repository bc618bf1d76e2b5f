import type { Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../access/member.ts'
import type { Database } from '../db/database.ts'

/** Why a sign-in was ended; `member_deleted` is written by the trigger that ends a deleted member. */
export type RevokedReason = 'signed_out' | 'refresh_token_reused' | 'member_suspended' | 'member_deleted'

export interface SignInRow {
  id: string
  sub: string
  provider: string
  device: string | null
  nowMs: number
  expiresAtSeconds: number
}

/**
 * Stores a sign-in of an active member; the lock makes a deletion that is under way wait, or be seen.
 *
 * @returns whether there is such a member.
 */
export async function insertSignIn(db: Database, signIn: SignInRow): Promise<boolean> {
  const rows = await db.query(
    'members_insert_sign_in',
    `with member as (select cognito_sub from users where cognito_sub = $2 and status = 'active' for share)
     insert into sign_ins (id, sub, provider, device, created_at, last_seen_at, expires_at)
     select $1, cognito_sub, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000), to_timestamp($6::float8)
     from member returning id`,
    [signIn.id, signIn.sub, signIn.provider, signIn.device, signIn.nowMs, signIn.expiresAtSeconds],
  )
  return rows.length > 0
}

/** Prolongs a living sign-in. @returns its member's status; undefined if there is none that lives. */
export async function prolongSignIn(
  db: Database,
  signIn: { id: string; nowMs: number; expiresAtSeconds: number },
): Promise<MemberStatus | undefined> {
  const [row] = await db.query<{ status: MemberStatus }>(
    'members_prolong_sign_in',
    `update sign_ins s set last_seen_at = to_timestamp($2::float8 / 1000), expires_at = to_timestamp($3::float8)
     from users u
     where s.id = $1 and u.cognito_sub = s.sub and s.revoked_at is null and s.expires_at > to_timestamp($2::float8 / 1000)
     returning u.status`,
    [signIn.id, signIn.nowMs, signIn.expiresAtSeconds],
  )
  return row?.status
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

export interface StandingRow {
  user_id: string
  email: string
  display_name: string | null
  avatar_url: string | null
  role: Role
  subscription_tier: Tier
  status: MemberStatus
}

const STANDING = `u.id as user_id, u.email, u.display_name, u.avatar_url, u.role, u.subscription_tier, u.status`
/** $3: now, in ms. */
const LIVING = `s.revoked_at is null and s.expires_at > to_timestamp($3::float8 / 1000)`

/**
 * Who holds a sign-in. A statement of its own for the guard, which asks it most: one with lists is planned anew each time.
 *
 * @returns undefined for a sign-in that is unknown, expired, revoked or somebody else's.
 */
export async function selectStanding(
  db: Database,
  { sub, signInId }: { sub: string; signInId: string },
  nowMs: number,
): Promise<StandingRow | undefined> {
  const [row] = await db.query<StandingRow>(
    'members_standing',
    `select ${STANDING} from sign_ins s join users u on u.cognito_sub = s.sub
     where s.id = $1 and s.sub = $2 and ${LIVING}`,
    [signInId, sub, nowMs],
  )
  return row
}

/** The same of many, with the place of each in the lists, from 1 on. */
export async function selectStandings(
  db: Database,
  signIns: readonly { sub: string; signInId: string }[],
  nowMs: number,
): Promise<(StandingRow & { place: number })[]> {
  return db.query<StandingRow & { place: number }>(
    'members_standings',
    `select p.place::integer, ${STANDING}
     from unnest($1::uuid[], $2::text[]) with ordinality as p (id, sub, place)
     join sign_ins s on s.id = p.id and s.sub = p.sub
     join users u on u.cognito_sub = s.sub
     where ${LIVING}`,
    [signIns.map(({ signInId }) => signInId), signIns.map(({ sub }) => sub), nowMs],
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

interface AuditRow {
  actorKind: string
  actorSub: string | null
  action: string
  target: string
  before: object | null
  after: object | null
  requestId: string | null
}

export async function insertAuditEntry(db: Database, entry: AuditRow): Promise<void> {
  await db.query(
    'members_insert_audit_entry',
    `insert into audit_log (actor_kind, actor_sub, action, target, before, after, request_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [entry.actorKind, entry.actorSub, entry.action, entry.target, entry.before, entry.after, entry.requestId],
  )
}
