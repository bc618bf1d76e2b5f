import type { Member } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import { deletionAtMs } from './deletion.ts'
import { touchSignIns } from './queries.ts'
import { type StandingRow, selectStanding, selectStandings } from './standing-queries.ts'

/** What somebody may be here now. */
export interface Standing {
  /** Null without a living sign-in of an active member. */
  member: Member | null
  suspended: boolean
  /** Why, as the member is told; null where nobody said. */
  suspendedReason: string | null
}

/** `last_seen_at` is true to so much: to write it with every request would cost more than the requests do. */
export const SEEN_EVERY_MS = 120_000

/** Without a living sign-in. */
export const NOBODY: Standing = { member: null, suspended: false, suspendedReason: null }

interface SignIn {
  sub: string
  signInId: string
}

/** Reads, in one statement, who holds a sign-in. The database decides: role, tier and status are in no token. */
export async function readStanding(db: Database, signIn: SignIn, nowMs: number): Promise<Standing> {
  const row = await selectStanding(db, signIn, nowMs)
  if (row) noteSeen(db, [[signIn, row]], nowMs)
  return toStanding(signIn, row)
}

/** The same of many, in their order, in one statement, too. */
export async function readStandings(db: Database, signIns: readonly SignIn[], nowMs: number): Promise<Standing[]> {
  const rows = new Map((await selectStandings(db, signIns, nowMs)).map((row) => [row.place, row]))
  const found = signIns.map((signIn, index) => [signIn, rows.get(index + 1)] as const)
  noteSeen(
    db,
    found.flatMap(([signIn, row]) => (row ? [[signIn, row]] : [])),
    nowMs,
  )
  return found.map(([signIn, row]) => toStanding(signIn, row))
}

/** Nobody waits for it, and where it fails the next one who asks notes it. */
function noteSeen(db: Database, found: readonly [SignIn, StandingRow][], nowMs: number): void {
  const seenBeforeMs = nowMs - SEEN_EVERY_MS
  const ids = found.filter(([, row]) => row.last_seen_at.getTime() < seenBeforeMs).map(([{ signInId }]) => signInId)
  if (ids.length > 0) touchSignIns(db, { ids, seenBeforeMs, nowMs }).catch(() => {})
}

function toStanding({ sub, signInId }: SignIn, row: StandingRow | undefined): Standing {
  if (!row) return NOBODY
  if (row.status !== 'active')
    return { member: null, suspended: row.status === 'suspended', suspendedReason: row.suspended_reason }
  const member: Member = {
    userId: row.user_id,
    sub,
    signInId,
    email: row.email,
    name: row.display_name ?? '',
    avatarUrl: row.avatar_url,
    role: row.role,
    tier: row.subscription_tier,
    deletionAtMs: deletionAtMs(row.deletion_requested_at),
    optsOutOfAnalytics: row.analytics_opt_out,
    language: row.language,
  }
  return { member, suspended: false, suspendedReason: null }
}
