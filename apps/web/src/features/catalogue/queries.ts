import {
  browseContent,
  getContent,
  getExpert,
  getSeries,
  getTrending,
  getViews,
  listCategories,
  type SearchPage,
  searchContent,
  suggestContent,
} from '@better-and-bliss/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'
import { type BrowseSearch, toBrowseQuery } from './browse-search.ts'

const PAGE_SIZE = 24
const SHELF_SIZE = 12
const RELATED_SIZE = 9
const SERIES_SIZE = 100
const STALE_MS = 60_000
/** Characters; fewer begin too many words. */
const SUGGESTED_FROM = 2
/** How often we look whether an item has become playable. */
const PREPARING_POLL_MS = 4_000

/** All keys begin with `content`: a new plan makes them all old. */
export function libraryQuery(search: BrowseSearch) {
  return infiniteQueryOptions({
    queryKey: ['content', 'library', search],
    queryFn: ({ pageParam, signal }) => fetchPage(search, { limit: PAGE_SIZE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ offset, content, total }) => {
      const next = offset + content.length
      return content.length > 0 && next < total ? next : undefined
    },
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}

/** What a text may become that somebody types. */
export function suggestionsQuery(text: string) {
  return queryOptions({
    queryKey: ['content', 'suggestions', text],
    queryFn: async ({ signal }) =>
      (await answerOf(suggestContent({ query: { q: text, filters_from_words: 'true' }, signal }))).suggestions,
    enabled: text.length >= SUGGESTED_FROM,
    placeholderData: (previous) => (text.length >= SUGGESTED_FROM ? previous : undefined),
    staleTime: STALE_MS,
  })
}

export function featuredQuery() {
  return queryOptions({
    queryKey: ['content', 'featured'],
    queryFn: ({ signal }) => answerOf(browseContent({ query: { sort: 'featured', limit: SHELF_SIZE }, signal })),
    staleTime: STALE_MS,
  })
}

export function newestQuery() {
  return queryOptions({
    queryKey: ['content', 'newest'],
    queryFn: ({ signal }) => answerOf(browseContent({ query: { sort: 'newest', limit: SHELF_SIZE }, signal })),
    staleTime: STALE_MS,
  })
}

/** What many people watch now, as anybody sees it. */
export function trendingQuery() {
  return queryOptions({
    queryKey: ['content', 'trending'],
    queryFn: async ({ signal }) => (await answerOf(getTrending({ query: { limit: SHELF_SIZE }, signal }))).trending,
    staleTime: STALE_MS,
  })
}

export function shelfQuery(category: string) {
  return queryOptions({
    queryKey: ['content', 'shelf', category],
    queryFn: ({ signal }) => answerOf(browseContent({ query: { category, limit: SHELF_SIZE }, signal })),
    staleTime: STALE_MS,
  })
}

export function categoriesQuery() {
  return queryOptions({
    queryKey: ['content', 'categories'],
    queryFn: async ({ signal }) => {
      const { categories } = await answerOf(listCategories({ signal }))
      return categories.filter(({ content_count }) => content_count > 0)
    },
    staleTime: STALE_MS,
  })
}

export function detailQuery(id: string) {
  return queryOptions({
    queryKey: ['content', 'detail', id],
    queryFn: ({ signal }) => answerOf(getContent({ path: { content_id: id }, signal })),
    refetchInterval: ({ state }) => (state.data?.is_hls_ready === false ? PREPARING_POLL_MS : false),
    staleTime: STALE_MS,
  })
}

export function expertQuery(id: string) {
  return queryOptions({
    queryKey: ['content', 'expert', id],
    queryFn: ({ signal }) => answerOf(getExpert({ path: { id }, signal })),
    staleTime: STALE_MS,
  })
}

export function seriesPageQuery(id: string) {
  return queryOptions({
    queryKey: ['content', 'series-page', id],
    queryFn: ({ signal }) => answerOf(getSeries({ path: { id }, signal })),
    staleTime: STALE_MS,
  })
}

/** How often an item was viewed. */
export function viewsQuery(id: string) {
  return queryOptions({
    queryKey: ['content', 'views', id],
    queryFn: async ({ signal }) => (await answerOf(getViews({ path: { content_id: id }, signal }))).views,
    staleTime: STALE_MS,
  })
}

/** The parts of a series, in their order. */
export function seriesQuery(series: string) {
  return queryOptions({
    queryKey: ['content', 'series', series],
    queryFn: ({ signal }) =>
      answerOf(browseContent({ query: { series, sort: 'episode', limit: SERIES_SIZE }, signal })),
    staleTime: STALE_MS,
  })
}

/** Items of the same category. An item without a category is related to what is featured. */
export function relatedQuery(category: string | undefined) {
  return queryOptions({
    queryKey: ['content', 'related', category ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        browseContent({ query: { sort: 'featured', limit: RELATED_SIZE, ...(category && { category }) }, signal }),
      ),
    staleTime: STALE_MS,
  })
}

async function fetchPage(
  search: BrowseSearch,
  paging: { limit: number; offset: number },
  signal: AbortSignal,
): Promise<SearchPage> {
  const query = { ...toBrowseQuery(search), ...paging }
  if (search.q === undefined) {
    return { ...(await answerOf(browseContent({ query, signal }))), readings: [], corrected_q: null }
  }
  const { sort: _, ...filters } = query
  return answerOf(searchContent({ query: { q: search.q, filters_from_words: 'true', ...filters }, signal }))
}
