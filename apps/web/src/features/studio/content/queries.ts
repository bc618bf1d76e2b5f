import type { Tier } from '@better-and-bliss/membership'
import {
  getStudioContent,
  listContentChoices,
  listContentVersions,
  listStudioContent,
  previewContent,
  renderDescription,
  type StudioContent,
} from '@better-and-bliss/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { type ContentSearch, toContentQuery } from './content-search.ts'

export const LISTS = LIVE_KEYS.items

export function contentListQuery(search: ContentSearch) {
  const query = toContentQuery(search)
  return queryOptions({
    queryKey: [...LISTS, query],
    queryFn: ({ signal }) => answerOf(listStudioContent({ query, signal })),
    placeholderData: keepPreviousData,
  })
}

export function contentQuery(id: string) {
  return queryOptions({
    queryKey: [...LIVE_KEYS.item, id],
    queryFn: ({ signal }) => answerOf(getStudioContent({ path: { id }, signal })),
    // At its time it is published while somebody looks on.
    refetchInterval: ({ state: { data } }) => (data?.status === 'scheduled' ? untilPublishedMs(data) : false),
  })
}

const SOONEST_MS = 2_000
/** Somebody may have chosen another time. */
const LATEST_MS = 60_000

function untilPublishedMs({ publish_at }: StudioContent): number {
  const leftMs = publish_at === null ? LATEST_MS : Date.parse(publish_at) - Date.now()
  return Math.min(Math.max(leftMs + SOONEST_MS, SOONEST_MS), LATEST_MS)
}

export function choicesQuery() {
  return queryOptions({
    queryKey: ['studio', 'content', 'choices'],
    queryFn: ({ signal }) => answerOf(listContentChoices({ signal })),
  })
}

/** @param version another one has another history. */
export function versionsQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['studio', 'content', 'versions', id, version],
    queryFn: ({ signal }) => answerOf(listContentVersions({ path: { id }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function previewQuery(id: string, tier: Tier, version: number) {
  return queryOptions({
    queryKey: ['studio', 'content', 'preview', id, tier, version],
    queryFn: ({ signal }) => answerOf(previewContent({ path: { id }, query: { tier }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function renderedQuery(description: string) {
  return queryOptions({
    queryKey: ['studio', 'content', 'rendered', description],
    queryFn: ({ signal }) => answerOf(renderDescription({ body: { description }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
