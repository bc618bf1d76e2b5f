import type { ContentDetail } from '@better-and-bliss/sdk'
import { isMissing } from '../../api/answer.ts'

/**
 * The first of them that the member may play now: what was taken down meanwhile, or is locked, is passed over.
 *
 * @returns null where there is none
 * @throws what `fetchItem` failed with, unless there is no such item
 */
export async function firstToPlay<Item extends Pick<ContentDetail, 'can_stream'>>(
  [first, ...others]: readonly { id: string }[],
  fetchItem: (id: string) => Promise<Item>,
): Promise<Item | null> {
  if (!first) return null
  const item = await fetchItem(first.id).catch(nothingWhereMissing)
  return item?.can_stream ? item : firstToPlay(others, fetchItem)
}

function nothingWhereMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}
