import { TIERS, type Tier } from '@better-and-bliss/membership'
import { type ListStudioContentData, MAX_LENGTHS, type StudioItem } from '@better-and-bliss/sdk'

export type Status = StudioItem['status']
export const STATUSES = ['draft', 'scheduled', 'published', 'unlisted', 'archived'] as const satisfies readonly Status[]
const TYPES = ['video', 'audio'] as const
const SORTS = ['updated', 'created', 'published', 'title', 'duration'] as const
export type ContentSort = (typeof SORTS)[number]
/** Beside the statuses, what else a list can be narrowed to. */
const SHOWN = [...STATUSES, 'review', 'deleted'] as const
export type Shown = Status | 'review' | 'deleted'

export const PAGE_SIZE = 50
const LAST_PAGE = 20_000

/** What the address of the list says: every part is absent where nothing was chosen. */
export interface ContentSearch {
  q?: string
  show?: Shown
  tier?: Tier
  type?: (typeof TYPES)[number]
  tag?: string
  sort?: ContentSort
  order?: 'asc' | 'desc'
  page?: string
}

/** Reads an address that anybody may have typed: what means nothing is left out. */
export function parseContentSearch(raw: Record<string, unknown>): ContentSearch {
  const page = Number(raw.page)
  const search: { [Key in keyof ContentSearch]: ContentSearch[Key] | undefined } = {
    q: text(raw.q, MAX_LENGTHS.listStudioContent.q),
    show: SHOWN.find((one) => one === raw.show),
    tier: TIERS.find((one) => one === raw.tier),
    type: TYPES.find((one) => one === raw.type),
    tag: text(raw.tag, MAX_LENGTHS.listStudioContent.tag),
    sort: SORTS.find((one) => one === raw.sort),
    order: raw.order === 'asc' || raw.order === 'desc' ? raw.order : undefined,
    page: Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? String(page) : undefined,
  }
  return Object.fromEntries(Object.entries(search).filter(([, part]) => part !== undefined))
}

/** What the list is sorted by: what was changed last goes first. */
export function sortedBy({ sort = 'updated', order = 'desc' }: ContentSearch): {
  sort: ContentSort
  order: 'asc' | 'desc'
} {
  return { sort, order }
}

/** The API's words for a choice. */
export function toContentQuery(search: ContentSearch): NonNullable<ListStudioContentData['query']> {
  const { q, show, tier, type, tag, page = '1' } = search
  return {
    ...(q !== undefined && { q }),
    ...(show === 'deleted' && { deleted: 'true' }),
    ...(show === 'review' && { review: 'true' }),
    ...(show && show !== 'deleted' && show !== 'review' && { status: show }),
    ...(tier && { tier }),
    ...(type && { content_type: type }),
    ...(tag !== undefined && { tag }),
    ...sortedBy(search),
    limit: PAGE_SIZE,
    offset: (Number(page) - 1) * PAGE_SIZE,
  }
}

/** Whether anything narrows the list down; order and page do not. */
export function isNarrowed({ sort: _sort, order: _order, page: _page, ...filters }: ContentSearch): boolean {
  return Object.keys(filters).length > 0
}

function text(value: unknown, maxLength: number): string | undefined {
  return typeof value === 'string' ? value.trim().slice(0, maxLength) || undefined : undefined
}
