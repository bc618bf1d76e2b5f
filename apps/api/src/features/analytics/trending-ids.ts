import type { AnalyticsParts } from './parts.ts'

type Parts = Pick<AnalyticsParts, 'counts' | 'findItem' | 'chosenAsTrending'>

/** Ids of what many people view now. What the owner has chosen goes first; both by their heat. */
export function trendingIds({ counts, findItem, chosenAsTrending }: Parts): string[] {
  const chosen = new Set(chosenAsTrending())
  const byHeat = [...chosen].toSorted((one, other) => counts.of(other).heat - counts.of(one).heat)
  return [...byHeat, ...counts.hottest().filter((id) => !chosen.has(id) && findItem(id)?.isListed)]
}
