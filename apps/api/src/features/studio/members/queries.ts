import type { Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../../../access/member.ts'
import { type Condition, type Conditions, conditionsOf } from '../../../db/conditions.ts'
import type { Database } from '../../../db/database.ts'
import { type Counted, countedOf, mostCounted } from '../counted.ts'
import { selectSought } from './search-queries.ts'

/** What a list is narrowed by; undefined: not by this. */
export interface MemberFilters {
  q?: string | undefined
  tier?: Tier | undefined
  role?: Role | undefined
  status?: Exclude<MemberStatus, 'deleted'> | undefined
  seen_after?: string | undefined
  seen_before?: string | undefined
}

/** What a list is sorted by, and how the database orders by it. */
const ORDERS = {
  joined: 'created_at',
  seen: 'last_seen_at',
  name: `lower(coalesce(display_name, ''))`,
  email: 'email',
} as const
export type MemberSort = keyof typeof ORDERS
export const MEMBER_SORTS = Object.keys(ORDERS) as [MemberSort, ...MemberSort[]]

export interface MemberRow {
  sub: string
  email: string
  display_name: string | null
  role: Role
  subscription_tier: Tier
  status: Exclude<MemberStatus, 'deleted'>
  created_at: Date
  last_seen_at: Date
  deletion_requested_at: Date | null
}

const COLUMNS = `cognito_sub as sub, email, display_name, role, subscription_tier, status, created_at, last_seen_at,
  deletion_requested_at`

interface Paging {
  sort: MemberSort
  order: 'asc' | 'desc'
  limit: number
  offset: number
}

export interface MembersPage extends Counted {
  rows: MemberRow[]
}

/**
 * Their filters alone are in the statements, which are planned for their values: each finds its index so. But how many words begin
 * in a way nobody can tell beforehand: whom a rare one finds are found at once, whom a common one, in the order of the list.
 */
export async function selectMembersPage(db: Database, filters: MemberFilters, paging: Paging): Promise<MembersPage> {
  const narrowed = conditionsOfMembers(filters)
  const most = mostCounted({ offset: paging.offset, isNarrowed: Object.keys(filters).length > 0 })
  if (filters.q === undefined) {
    const [rows, found] = await Promise.all([selectRows(db, narrowed, paging), count(db, narrowed, most + 1)])
    return { rows, ...countedOf(found, most) }
  }
  const { found, page } = await selectSought(db, { ...paging, q: filters.q, narrowed, by: ORDERS[paging.sort], most })
  const those: Conditions = { where: 'id = any($1::uuid[])', values: [page] }
  const rows = await (page ? selectRows(db, those, { ...paging, offset: 0 }) : selectRows(db, narrowed, paging))
  return { rows, ...countedOf(found, most) }
}

function selectRows(db: Database, { where, values }: Conditions, paging: Paging): Promise<MemberRow[]> {
  const { sort, order, limit, offset } = paging
  const place = values.length
  return db.query<MemberRow>(
    '',
    `select ${COLUMNS} from users where ${where}
     order by ${ORDERS[sort]} ${order}, id ${order} limit $${place + 1} offset $${place + 2}`,
    [...values, limit, offset],
  )
}

async function count(db: Database, { where, values }: Conditions, limit: number): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    '',
    `select count(*)::integer as total from (select from users where ${where} limit ${limit}) found`,
    values,
  )
  return row?.total ?? 0
}

function conditionsOfMembers({ q, tier, role, status, seen_after, seen_before }: MemberFilters): Conditions {
  return conditionsOf([
    [`status <> 'deleted'`],
    ...sayingWhatIndexesHold({ role, status }),
    // As a function: the planner thinks that the operator finds next to nobody, and would look at everybody for a page.
    ['ts_match_vq(search_words, words_sought($1))', q],
    ['subscription_tier = $1', tier],
    ['role = $1', role],
    ['status = $1', status],
    ['last_seen_at >= $1::timestamptz', seen_after],
    ['last_seen_at < $1::timestamptz', seen_before],
  ])
}

/** What says to the planner that a partial index holds all that is asked for. */
function sayingWhatIndexesHold({ role, status }: Pick<MemberFilters, 'role' | 'status'>): Condition[] {
  const hasTask = role !== undefined && role !== 'free_user' && role !== 'premium_user'
  return [
    ...(hasTask ? [[`role not in ('free_user', 'premium_user')`] as const] : []),
    ...(status === 'suspended' ? [[`status <> 'active'`] as const] : []),
  ]
}

export interface OneMemberRow extends MemberRow {
  user_id: string
  avatar_url: string | null
  suspended_reason: string | null
  sessions: number
  export_state: string | null
}

export async function selectMember(db: Database, sub: string): Promise<OneMemberRow | undefined> {
  const [row] = await db.query<OneMemberRow>(
    'studio_member',
    `select ${COLUMNS}, id as user_id, avatar_url, suspended_reason,
       (select count(*)::integer from meditation_sessions
         where user_id = users.id and session_type <> 'listening') as sessions,
       (select state from data_exports where user_id = users.id) as export_state
     from users where cognito_sub = $1 and status <> 'deleted'`,
    [sub],
  )
  return row
}

export interface MembersStream {
  content_id: string
  title: string
  user_agent: string | null
  started_at: Date
}

/** What a member plays: streams with a place that were seen since, the newest first. */
export function selectStreamsOf(
  db: Database,
  { userId, quietSinceMs }: { userId: string; quietSinceMs: number },
): Promise<MembersStream[]> {
  return db.query<MembersStream>(
    'studio_streams_of_member',
    `select s.content_id, c.title, s.user_agent, s.started_at
     from stream_sessions s join content c on c.id = s.content_id
     where s.user_id = $1 and s.place is not null and s.ended_at is null
       and s.last_seen_at > to_timestamp($2::float8 / 1000)
     order by s.started_at desc, s.id limit 20`,
    [userId, quietSinceMs],
  )
}
