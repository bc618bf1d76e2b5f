import { TIERS, type Tier } from '@better-and-bliss/membership'
import { type BrowseContentData, MAX_LENGTHS } from '@better-and-bliss/sdk'

export const TYPES = ['video', 'audio'] as const
export const LENGTHS = ['short', 'medium', 'long'] as const
export const SORTS = ['newest', 'featured', 'title', 'duration', 'oldest', 'episode'] as const
const DEFAULT_SORT: (typeof SORTS)[number] = 'newest'

/** What the library's address says: every part is absent where nothing was chosen. */
export interface BrowseSearch {
  q?: string
  category?: string
  expert?: string
  series?: string
  tag?: string
  type?: (typeof TYPES)[number]
  tier?: Tier
  length?: (typeof LENGTHS)[number]
  sort?: (typeof SORTS)[number]
}

/** Reads an address that anybody may have typed: what means nothing, and what is the default anyway, is left out. */
export function parseBrowseSearch(raw: Record<string, unknown>): BrowseSearch {
  const sort = oneOf(SORTS, raw.sort)
  return withoutAbsent({
    q: text(raw.q, MAX_LENGTHS.searchContent.q),
    category: text(raw.category, MAX_LENGTHS.browseContent.category),
    expert: text(raw.expert, MAX_LENGTHS.browseContent.expert),
    series: text(raw.series, MAX_LENGTHS.browseContent.series),
    tag: text(raw.tag, MAX_LENGTHS.browseContent.tag),
    type: oneOf(TYPES, raw.type),
    tier: oneOf(TIERS, raw.tier),
    length: oneOf(LENGTHS, raw.length),
    sort: sort === DEFAULT_SORT ? undefined : sort,
  })
}

type BrowseQuery = Omit<NonNullable<BrowseContentData['query']>, 'limit' | 'offset'>

/** Seconds; the API's bounds include both ends. */
const DURATIONS: Record<(typeof LENGTHS)[number], Pick<BrowseQuery, 'min_duration' | 'max_duration'>> = {
  short: { max_duration: 599 },
  medium: { min_duration: 600, max_duration: 1200 },
  long: { min_duration: 1201 },
}

/** The API's words for a choice, without what is searched for. */
export function toBrowseQuery({ category, expert, series, tag, type, tier, length, sort }: BrowseSearch): BrowseQuery {
  return withoutAbsent({
    category,
    expert,
    series,
    tag,
    content_type: type,
    tier,
    ...(length && DURATIONS[length]),
    sort: sort ?? DEFAULT_SORT,
  })
}

/** Whether anything narrows the library down; order does not. */
export function isNarrowed(search: BrowseSearch): boolean {
  return Object.keys(parseBrowseSearch({ ...search })).some((part) => part !== 'sort')
}

function text(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined
  return value.trim().slice(0, maxLength) || undefined
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value)
}

function withoutAbsent<Value extends object>(value: { [Key in keyof Value]: Value[Key] | undefined }): Value {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value
}
