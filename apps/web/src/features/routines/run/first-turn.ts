import type { ContentDetail } from '@better-and-bliss/sdk'
import { firstToPlay } from '../../catalogue/first-to-play.ts'
import type { PracticeTurn, Waiting } from '../../streaming/now-playing/now-playing.ts'

/** The first of what waits that can be done, and what waits after it. */
interface Turn<Item> {
  first: { item: Item } | { practice: PracticeTurn }
  rest: readonly Waiting[]
}

/**
 * Passes over items that were taken down meanwhile, or that the member may not play.
 *
 * @returns null where nothing is left
 * @throws what `fetchItem` failed with, unless there is no such item
 */
export async function firstTurn<Item extends Pick<ContentDetail, 'can_stream'>>(
  [next, ...rest]: readonly Waiting[],
  fetchItem: (id: string) => Promise<Item>,
): Promise<Turn<Item> | null> {
  if (!next) return null
  const { practice } = next
  if (practice) return { first: { practice: { ...next, practice } }, rest }
  const item = await firstToPlay([next], fetchItem)
  return item ? { first: { item }, rest } : firstTurn(rest, fetchItem)
}
