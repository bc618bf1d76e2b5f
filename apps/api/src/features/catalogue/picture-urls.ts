import { NIL_UUID, type StreamKeys } from '@better-and-bliss/stream-token'
import { signPictureToken } from '@better-and-bliss/stream-token/node'
import type { Clock } from '../../ports/clock.ts'
import type { Item } from './item.ts'

/** Signed addresses of an item's pictures; one token opens them all, and only them. */
export interface PictureUrls {
  /** @returns null where there is no such picture. */
  url(item: Pick<Item, 'id'>, key: string | null): string | null
  /** Changes when addresses are made anew; pages that hold older ones must be made anew too. */
  epoch(): number
}

const HOUR_SECONDS = 3_600

interface Parts {
  edgeUrl: string
  keys: StreamKeys
  pictureUrlSeconds: number
  clock: Clock
}

/**
 * Expiry is rounded up to the hour, so that a picture keeps its address for an hour: browsers cache it, and cached responses
 * can be shared by everybody.
 */
export function signedPictureUrls({ edgeUrl, keys, pictureUrlSeconds, clock }: Parts): PictureUrls {
  const epoch = () => Math.ceil(clock.nowMs() / 1000 / HOUR_SECONDS)
  return {
    epoch,
    url: (item, key) => {
      if (!key) return null
      const expiresAtSeconds = epoch() * HOUR_SECONDS + pictureUrlSeconds
      return `${edgeUrl}/${key}?${signPictureToken({ contentId: item.id, userId: NIL_UUID, expiresAtSeconds }, keys)}`
    },
  }
}
