import type { ListMediaJobsData, MediaJob } from '@better-and-bliss/sdk'

const STATES = [
  'queued',
  'processing',
  'playable',
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly MediaJob['state'][]

const PAGE_SIZE = 50
const LAST_PAGE = 20_000

/** What the address of the list says. */
export interface JobsSearch {
  state?: MediaJob['state']
  page?: string
}

/** Reads an address that anybody may have typed: what means nothing is left out. */
export function parseJobsSearch(raw: Record<string, unknown>): JobsSearch {
  const page = Number(raw.page)
  const state = STATES.find((one) => one === raw.state)
  return {
    ...(state && { state }),
    ...(Number.isInteger(page) && page > 1 && page <= LAST_PAGE && { page: String(page) }),
  }
}

export function toJobsQuery({ state, page = '1' }: JobsSearch): NonNullable<ListMediaJobsData['query']> {
  return { ...(state && { state }), limit: PAGE_SIZE, offset: (Number(page) - 1) * PAGE_SIZE }
}
