import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { isYoungerThan } from '../../../../ports/clock.ts'
import type { Share } from './queries.ts'

/** What one member said last of how near their breath is to the pace; it stays in the memory of one process. */
export interface Near {
  value: number
  atMs: number
}

/** What some members come to: of how many, and their sum. */
export function shareOf(nears: readonly (Near | null)[], nowMs: number): Pick<Share, 'listening' | 'nearness'> {
  const heard = nears.filter(
    (near): near is Near => near !== null && isYoungerThan(CIRCLE_LIMITS.nearForMs, { nowMs, sinceMs: near.atMs }),
  )
  return { listening: heard.length, nearness: heard.reduce((sum, { value }) => sum + value, 0) }
}

/** The circle's togetherness to a hundredth; null where so few listen that a mean would tell one of them of another. */
export function lightOf({ listening, nearness }: Pick<Share, 'listening' | 'nearness'>): number | null {
  if (listening < CIRCLE_LIMITS.listenersToTell) return null
  return Math.min(Math.max(Math.round((nearness / listening) * 100) / 100, 0), 1)
}
