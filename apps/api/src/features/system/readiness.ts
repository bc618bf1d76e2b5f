import type { WatchedPool } from '../../db/disk-full.ts'
import type { Clock } from '../../ports/clock.ts'
import { writeReadiness } from './queries.ts'

/** How a dependency fares, and what is wrong with it in words. */
export interface Dependency {
  /** Degraded: something stands in for it. */
  status: 'ok' | 'degraded' | 'failing'
  latency_ms: number
  detail: string | null
}

/** However many ask, one row is written so often at the most. */
const FRESH_MS = 1_000
/** A small row may still find room where nothing else does: a refused write of anybody's is news for so long. */
const DISK_FULL_MS = 30_000

/** @returns whether the database can be written to; never rejects. */
export function databaseReadiness({ db, clock }: { db: WatchedPool; clock: Clock }): () => Promise<Dependency> {
  let known: Promise<Dependency> | null = null
  let askedAtMs = 0

  async function ask(): Promise<Dependency> {
    const startMs = clock.nowMs()
    const answers = await writeReadiness(db, startMs).then(
      () => true,
      () => false,
    )
    const latency_ms = clock.nowMs() - startMs
    const fullAtMs = db.diskFullAtMs()
    if (fullAtMs !== null && clock.nowMs() - fullAtMs < DISK_FULL_MS)
      return { status: 'failing', latency_ms, detail: "The database's disk is full" }
    return answers
      ? { status: 'ok', latency_ms, detail: null }
      : { status: 'failing', latency_ms, detail: 'The database does not answer, or cannot write' }
  }

  return () => {
    if (known && clock.nowMs() - askedAtMs < FRESH_MS) return known
    askedAtMs = clock.nowMs()
    known = ask()
    return known
  }
}

/** @returns how Redis fares, which may fail without anybody being refused; never rejects. */
export async function redisReadiness(trouble: () => Promise<string | null>, clock: Clock): Promise<Dependency> {
  const startMs = clock.nowMs()
  const words = await trouble()
  const detail = words && `${words}. Each process counts requests by itself meanwhile`
  return { status: detail ? 'degraded' : 'ok', latency_ms: clock.nowMs() - startMs, detail }
}
