import { RevocationList } from '@better-and-bliss/stream-token'
import type { Changes } from '../../db/changes.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RevocationFeed } from './revocation-feed.ts'

/** Which genuine tokens this process must refuse. */
export interface Revoked {
  /** @throws AppError `unavailable` where what was ended within the last second cannot be asked. */
  current(): Promise<RevocationList>
  /** The same, if it is known without asking. */
  known(): RevocationList | undefined
}

const MAX_AGE_MS = 1_000
const PRUNE_EVERY_MS = 60_000

/** The edge's list in this process: news is read at most once a second, and at once after a sign-out or the like. */
export function revokedTokens(parts: { feed: RevocationFeed; changes: Changes; clock: Clock }): Revoked {
  const { feed, changes, clock } = parts
  const list = new RevocationList()
  let cursor: string | undefined
  let known: Promise<RevocationList> | null = null
  let readAtMs = 0
  let prunedAtMs = 0
  /** The list, once what was asked last has come. */
  let settled: RevocationList | undefined
  const readAgain = () => {
    known = null
    settled = undefined
  }
  changes.on('member_changed', readAgain, readAgain)
  changes.on('catalogue_changed', readAgain, readAgain)

  async function read(nowMs: number): Promise<RevocationList> {
    // By a clock that was ahead, facts may have been forgotten too soon.
    if (nowMs < prunedAtMs) [cursor, prunedAtMs] = [undefined, nowMs]
    let more = true
    while (more) {
      const page = await feed.page(cursor)
      list.apply(page.revocations)
      cursor = page.cursor
      more = page.more
    }
    if (nowMs - prunedAtMs > PRUNE_EVERY_MS) {
      list.prune(Math.floor(nowMs / 1000))
      prunedAtMs = nowMs
    }
    return list
  }

  const isFresh = (nowMs: number) => nowMs >= readAtMs && nowMs - readAtMs <= MAX_AGE_MS

  return {
    current: () => {
      const nowMs = clock.nowMs()
      if (known && isFresh(nowMs)) return known
      readAtMs = nowMs
      settled = undefined
      const reading = read(nowMs)
      known = reading
      reading.then(
        (list) => {
          if (known === reading) settled = list
        },
        () => {
          if (known === reading) known = null
        },
      )
      return known
    },
    known: () => (isFresh(clock.nowMs()) ? settled : undefined),
  }
}
