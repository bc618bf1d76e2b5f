import type { Language, Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../access/member.ts'
import type { Database } from '../db/database.ts'

export interface StandingRow {
  deletion_requested_at: Date | null
  analytics_opt_out: boolean
  language: Language | null
  last_seen_at: Date
  user_id: string
  email: string
  display_name: string | null
  avatar_url: string | null
  role: Role
  subscription_tier: Tier
  status: MemberStatus
  suspended_reason: string | null
}

const STANDING = `s.last_seen_at, u.id as user_id, u.email, u.display_name, u.avatar_url, u.role, u.subscription_tier, u.status,
  u.deletion_requested_at, u.analytics_opt_out, u.language, u.suspended_reason`
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

/** Why a member is suspended, as they are told; null where nobody said, and for whoever is not. */
export async function selectSuspendedReason(
  db: Database,
  { sub, email }: { sub: string | null; email: string | null },
): Promise<string | null> {
  const [row] = await db.query<{ reason: string | null }>(
    'members_suspended_reason',
    `select suspended_reason as reason from users
     where (cognito_sub = $1 or email = $2) and status = 'suspended'`,
    [sub, email],
  )
  return row?.reason ?? null
}
