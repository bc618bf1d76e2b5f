import { TIERS, type Tier } from '@better-and-bliss/membership'
import { type ListStudioMembersData, MAX_LENGTHS } from '@better-and-bliss/sdk'
import { COUNTED } from '../shared/counted.ts'
import { TASKS, type Task } from './tasks.ts'

const SORTS = ['joined', 'seen', 'name', 'email'] as const
export type MemberSort = (typeof SORTS)[number]
const STATUSES = ['active', 'suspended'] as const
/** When somebody was here last. */
const SEEN = ['today', 'month', 'away'] as const
export type Seen = (typeof SEEN)[number]

export const PAGE_SIZE = 50
const LAST_PAGE = COUNTED / PAGE_SIZE
const HOUR_MS = 3_600_000

/** What the address of the list says: every part is absent where nothing was chosen. */
export interface MemberSearch {
  q?: string
  tier?: Tier
  role?: Task
  status?: (typeof STATUSES)[number]
  seen?: Seen
  sort?: MemberSort
  order?: 'asc' | 'desc'
  page?: string
}

/** Reads an address that anybody may have typed: what means nothing is left out. */
export function parseMemberSearch(raw: Record<string, unknown>): MemberSearch {
  const page = Number(raw.page)
  const q = typeof raw.q === 'string' ? raw.q.trim().slice(0, MAX_LENGTHS.listStudioMembers.q) : ''
  const search: { [Key in keyof MemberSearch]: MemberSearch[Key] | undefined } = {
    q: /[\p{L}\p{N}]/u.test(q) ? q : undefined,
    tier: TIERS.find((one) => one === raw.tier),
    role: TASKS.find((one) => one === raw.role),
    status: STATUSES.find((one) => one === raw.status),
    seen: SEEN.find((one) => one === raw.seen),
    sort: SORTS.find((one) => one === raw.sort),
    order: raw.order === 'asc' || raw.order === 'desc' ? raw.order : undefined,
    page: Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? String(page) : undefined,
  }
  return Object.fromEntries(Object.entries(search).filter(([, part]) => part !== undefined))
}

/** What the list is sorted by: who came last goes first. */
export function sortedBy({ sort = 'joined', order = 'desc' }: MemberSearch) {
  return { sort, order }
}

/** The API's words for a choice. */
export function toMemberQuery(search: MemberSearch, nowMs: number): NonNullable<ListStudioMembersData['query']> {
  const { q, tier, role, status, seen, page = '1' } = search
  // Members are seen to the hour, and a question that stays the same is asked once.
  const since = (hours: number) => new Date((Math.floor(nowMs / HOUR_MS) - hours) * HOUR_MS).toISOString()
  return {
    ...(q !== undefined && { q }),
    ...(tier && { tier }),
    ...(role && { role }),
    ...(status && { status }),
    ...(seen === 'today' && { seen_after: since(24) }),
    ...(seen === 'month' && { seen_after: since(30 * 24) }),
    ...(seen === 'away' && { seen_before: since(90 * 24) }),
    ...sortedBy(search),
    limit: PAGE_SIZE,
    offset: (Number(page) - 1) * PAGE_SIZE,
  }
}

/** Whether anything narrows the list down; order and page do not. */
export function isNarrowed({ sort: _sort, order: _order, page: _page, ...filters }: MemberSearch): boolean {
  return Object.keys(filters).length > 0
}
