import pg from 'pg'
import type { Clock } from '../ports/clock.ts'
import type { Pool } from './database.ts'
import { causeOf } from './errors.ts'

/** PostgreSQL's code for a file that could not grow. */
const DISK_FULL = '53100'

/** A pool that remembers when a statement failed last because the database's disk is full. */
export interface WatchedPool extends Pool {
  /** Null if none has. */
  diskFullAtMs(): number | null
}

export function watchDiskFull(pool: Pool, clock: Clock): WatchedPool {
  let atMs: number | null = null
  function note(error: unknown): never {
    const cause = causeOf(error)
    if (cause instanceof pg.DatabaseError && cause.code === DISK_FULL) atMs = clock.nowMs()
    throw error
  }
  return {
    query: (name, sql, params) => pool.query<never>(name, sql, params).catch(note),
    transaction: (work) => pool.transaction(work).catch(note),
    figures: () => pool.figures(),
    diskFullAtMs: () => atMs,
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}
