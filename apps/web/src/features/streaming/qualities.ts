import { type Tier, tierReaching } from '@better-and-bliss/membership'
import type { Stream } from '@better-and-bliss/sdk'

/** What a person may choose to be shown: `auto` follows the connection, `sound` leaves the picture out. */
export type Quality = 'auto' | 'sound' | number

/** One rung of an item's ladder. `opensWith` is the plan that a locked one needs. */
export interface Rung {
  height: number
  url: string | undefined
  opensWith: Tier | null
}

/** The rungs that an item has (`360p`, …), tallest first, with those beyond the subscription locked. */
export function rungsOf(qualities: readonly string[], stream: Stream): Rung[] {
  return qualities
    .map((name) => Number.parseInt(name, 10))
    .filter((height) => height > 0)
    .sort((a, b) => b - a)
    .map((height) => {
      const url = addressOfHeight(stream, height)
      return { height, url, opensWith: url ? null : tierReaching(height) }
    })
}

/** The playlist of one rung; undefined where the item lacks it or the subscription does not reach it. */
export function addressOfHeight(stream: Stream, height: number): string | undefined {
  const addresses: Partial<Record<string, unknown>> = stream
  const address = addresses[`hls_${height}p`]
  return typeof address === 'string' ? address : undefined
}
