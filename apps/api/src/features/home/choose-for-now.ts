import type { HomeItem } from './item.ts'
import type { PartOfDay } from './parts-of-day.ts'

/** Why an item is suggested. */
type Reason =
  | { kind: 'hour'; part_of_day: PartOfDay }
  | { kind: 'length'; minutes: number }
  | { kind: 'expert' | 'category'; name: string }
  | { kind: 'featured' | 'new' }

export interface Suggestion {
  item: HomeItem
  /** The strongest first, two at the most. */
  reasons: Reason[]
}

/** What is known of who is suggested something. */
export interface Now {
  partOfDay: PartOfDay
  /** Ids of what fits it. */
  fitting: ReadonlySet<string>
  /** What was played to its end, the latest first. */
  finished: readonly HomeItem[]
}

const MAX_SUGGESTIONS = 6
const MAX_REASONS = 2
const WEIGHTS: Record<Reason['kind'], number> = { hour: 4, expert: 3, category: 2, length: 2, featured: 1, new: 0 }
/** A length is like the usual one if it is longer or shorter by this share at the most. */
const LENGTH_TOLERANCE = 0.35
/** Fewer say nothing of what is usual. */
const MIN_FINISHED_FOR_LENGTH = 2

/** The best of `candidates`, by the hour, by the length of what was finished, and by who and what that was. Of equals, the first. */
export function chooseForNow(candidates: readonly HomeItem[], now: Now): Suggestion[] {
  const usualSeconds = usualLength(now.finished)
  const suggestions = candidates.map((item) => {
    const reasons = reasonsFor(item, now, usualSeconds)
    return { item, reasons, weight: reasons.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0) }
  })
  return suggestions
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ item, reasons }) => ({ item, reasons: reasons.slice(0, MAX_REASONS) }))
}

function reasonsFor(item: HomeItem, now: Now, usualSeconds: number | null): Reason[] {
  const { expert, category, durationSeconds } = item
  const reasons: Reason[] = []
  if (now.fitting.has(item.id)) reasons.push({ kind: 'hour', part_of_day: now.partOfDay })
  if (expert && now.finished.some((one) => one.expert?.id === expert.id)) {
    reasons.push({ kind: 'expert', name: expert.name })
  }
  if (isLike(durationSeconds, usualSeconds)) {
    reasons.push({ kind: 'length', minutes: Math.max(1, Math.round((durationSeconds ?? 0) / 60)) })
  }
  if (category && now.finished.some((one) => one.category?.id === category.id)) {
    reasons.push({ kind: 'category', name: category.name })
  }
  if (item.featured) reasons.push({ kind: 'featured' })
  return reasons.length > 0 ? reasons : [{ kind: 'new' }]
}

/** The median; null where too little was finished. */
function usualLength(finished: readonly HomeItem[]): number | null {
  const lengths = finished.flatMap(({ durationSeconds }) => durationSeconds ?? []).toSorted((a, b) => a - b)
  if (lengths.length < MIN_FINISHED_FOR_LENGTH) return null
  return lengths[Math.floor(lengths.length / 2)] ?? null
}

function isLike(seconds: number | null, usualSeconds: number | null): boolean {
  if (seconds === null || usualSeconds === null) return false
  return Math.abs(seconds - usualSeconds) <= usualSeconds * LENGTH_TOLERANCE
}
