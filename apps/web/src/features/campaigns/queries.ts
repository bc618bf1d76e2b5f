import {
  browseContent,
  type Campaign,
  type CampaignDraft,
  countAudience,
  getCampaign,
  getCampaignReport,
  listCampaigns,
} from '@better-and-bliss/sdk'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'

const MOST = 100
/** A report is followed while mails leave. */
const REPORT_EVERY_MS = 5_000

export function campaignsQuery() {
  return queryOptions({
    queryKey: ['campaigns', 'list'],
    queryFn: ({ signal }) => answerOf(listCampaigns({ query: { limit: MOST }, signal })),
  })
}

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => answerOf(getCampaign({ path: { id }, signal })),
    refetchOnWindowFocus: false,
  })
}

/** Keeps what a change answered with: an older answer that is still on its way must not take its place. */
export async function keepCampaign(queries: QueryClient, changed: Campaign): Promise<void> {
  const { queryKey } = campaignQuery(changed.id)
  await queries.cancelQueries({ queryKey })
  queries.setQueryData(queryKey, changed)
}

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'report', id],
    queryFn: ({ signal }) => answerOf(getCampaignReport({ path: { id }, signal })),
    refetchInterval: REPORT_EVERY_MS,
  })
}

/** What a campaign can point to: the newest of the catalogue. */
export function itemsQuery() {
  return queryOptions({
    queryKey: ['content', 'for-campaigns'],
    queryFn: ({ signal }) => answerOf(browseContent({ query: { sort: 'newest', limit: MOST }, signal })),
  })
}

/** How many a draft would reach. */
export function audienceQuery(audience: CampaignDraft['audience']) {
  return queryOptions({
    queryKey: ['campaigns', 'audience', audience],
    queryFn: ({ signal }) => answerOf(countAudience({ body: audience, signal })),
  })
}
