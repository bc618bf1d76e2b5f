import type { Member } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import { type StandingRow, selectStanding, selectStandings } from './queries.ts'

/** What somebody may be here now. */
export interface Standing {
  /** Null without a living sign-in of an active member. */
  member: Member | null
  suspended: boolean
}

const NOBODY: Standing = { member: null, suspended: false }

interface SignIn {
  sub: string
  signInId: string
}

/** Reads, in one statement, who holds a sign-in. The database decides: role, tier and status are in no token. */
export async function readStanding(db: Database, signIn: SignIn, nowMs: number): Promise<Standing> {
  return toStanding(signIn, await selectStanding(db, signIn, nowMs))
}

/** The same of many, in their order, in one statement, too. */
export async function readStandings(db: Database, signIns: readonly SignIn[], nowMs: number): Promise<Standing[]> {
  const rows = new Map((await selectStandings(db, signIns, nowMs)).map((row) => [row.place, row]))
  return signIns.map((signIn, index) => toStanding(signIn, rows.get(index + 1)))
}

function toStanding({ sub, signInId }: SignIn, row: StandingRow | undefined): Standing {
  if (!row) return NOBODY
  if (row.status !== 'active') return { member: null, suspended: row.status === 'suspended' }
  const member: Member = {
    userId: row.user_id,
    sub,
    signInId,
    email: row.email,
    name: row.display_name ?? '',
    avatarUrl: row.avatar_url,
    role: row.role,
    tier: row.subscription_tier,
  }
  return { member, suspended: false }
}
