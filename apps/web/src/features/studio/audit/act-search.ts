import { type ListActsData, MAX_LENGTHS } from '@better-and-bliss/sdk'
import { COUNTED } from '../shared/counted.ts'
import { AREAS } from './areas.ts'

export const PAGE_SIZE = 50
const LAST_PAGE = COUNTED / PAGE_SIZE
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What the address of the list says: every part is absent where nothing was chosen. */
export interface ActSearch {
  actor?: string
  target?: string
  act?: string
  /** Days, on the clock of whoever looks. */
  from?: string
  to?: string
  page?: string
}

/** Reads an address that anybody may have typed: what means nothing is left out. */
export function parseActSearch(raw: Record<string, unknown>): ActSearch {
  const page = Number(raw.page)
  const search: { [Key in keyof ActSearch]: ActSearch[Key] | undefined } = {
    actor: text(raw.actor, MAX_LENGTHS.listActs.actor),
    target: text(raw.target, MAX_LENGTHS.listActs.target),
    act: AREAS.find((area) => area === raw.act),
    from: day(raw.from),
    to: day(raw.to),
    page: Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? String(page) : undefined,
  }
  return Object.fromEntries(Object.entries(search).filter(([, part]) => part !== undefined))
}

type ActQuery = NonNullable<ListActsData['query']>

/** The API's words for the choices of a search. */
export function toActFilters({ actor, target, act, from, to }: ActSearch): Omit<ActQuery, 'limit' | 'offset'> {
  return {
    ...(actor !== undefined && { actor }),
    ...(target !== undefined && { target }),
    ...(act !== undefined && { action: act }),
    ...(from !== undefined && { from: midnightOf(from, 0) }),
    ...(to !== undefined && { to: midnightOf(to, 1) }),
  }
}

export function toActQuery(search: ActSearch): ActQuery {
  return { ...toActFilters(search), limit: PAGE_SIZE, offset: (Number(search.page ?? '1') - 1) * PAGE_SIZE }
}

export function isNarrowed({ page: _page, ...filters }: ActSearch): boolean {
  return Object.keys(filters).length > 0
}

function text(value: unknown, maxLength: number): string | undefined {
  return typeof value === 'string' ? value.trim().slice(0, maxLength) || undefined : undefined
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
}

/** When a day begins where somebody looks, or one some days later. */
function midnightOf(date: string, daysLater: number): string {
  const midnight = new Date(`${date}T00:00`)
  midnight.setDate(midnight.getDate() + daysLater)
  return midnight.toISOString()
}
