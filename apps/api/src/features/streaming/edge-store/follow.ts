import { setTimeout as wait } from 'node:timers/promises'
import type { Countries } from '@better-and-bliss/stream-token'
import type { Changes } from '../../../db/changes.ts'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Random } from '../../../ports/random.ts'
import { holdEdgeStore, noteEdgeStore, releaseEdgeStore } from './queries.ts'
import type { EdgeStoreSync } from './sync.ts'

interface FollowParts {
  db: Database
  changes: Changes
  sync: EdgeStoreSync
  /** Where the store lets anything play. */
  allowedCountries: Countries | null
  clock: Clock
  random: Random
  log: Logger
}

/** For what no notification tells. */
const LOOK_EVERY_MS = 1_500
/** What happens at once goes in one call. */
const REST_MS = 100
/** A worker that is gone holds the others up for so long. */
const HOLD_MS = 15_000
const KEEP_EVERY_MS = 5_000
const NOTE_EVERY_SECONDS = 10

/** The worker's part: holds the edges' store to the revocation feed, until it is disposed of. Of several workers one writes. */
export function followRevocations(parts: FollowParts): AsyncDisposable {
  const { db, changes, sync, allowedCountries, clock, random, log } = parts
  const holder = random.uuid()
  const stopping = new AbortController()
  const { signal } = stopping
  let news = Promise.withResolvers<void>()
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  changes.on('member_changed', tell, tell)
  changes.on('catalogue_changed', tell, tell)

  let heldUntilMs = 0
  let noted: { asOfSeconds: number; trouble: string | null } = { asOfSeconds: 0, trouble: null }

  async function hold(): Promise<boolean> {
    const nowMs = clock.nowMs()
    if (heldUntilMs - nowMs > HOLD_MS - KEEP_EVERY_MS && heldUntilMs - nowMs <= HOLD_MS) return true
    const untilMs = nowMs + HOLD_MS
    const isHeld = await holdEdgeStore(db, { holder, nowMs, untilMs })
    heldUntilMs = isHeld ? untilMs : 0
    return isHeld
  }

  async function note(asOfSeconds: number | null, trouble: string | null): Promise<void> {
    const isNews = trouble !== noted.trouble || (asOfSeconds ?? 0) - noted.asOfSeconds >= NOTE_EVERY_SECONDS
    if (!isNews) return
    if (trouble !== null && noted.trouble === null) log.warn({ reason: trouble }, "The edges' store is not up to date")
    if (trouble === null && noted.trouble !== null) log.info({}, "The edges' store is up to date again")
    noted = { asOfSeconds: asOfSeconds ?? noted.asOfSeconds, trouble }
    await noteEdgeStore(db, { asOfSeconds, trouble, allowedCountries })
  }

  async function round(): Promise<void> {
    try {
      if (!(await hold())) return sync.forget()
      const asOfSeconds = Math.floor(clock.nowMs() / 1000)
      await sync.round(signal)
      await note(asOfSeconds, null)
    } catch (error) {
      if (signal.aborted) return
      await note(null, error instanceof Error ? error.message : String(error)).catch(() => undefined)
    }
  }

  async function keepFollowing(): Promise<void> {
    while (!signal.aborted) {
      // Before looking, so that what happens meanwhile is not missed.
      const { promise: told } = news
      await round()
      await Promise.race([told, pause(LOOK_EVERY_MS, signal)])
      await pause(REST_MS, signal)
    }
  }

  const following = keepFollowing()
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await following
      await releaseEdgeStore(db, holder).catch(() => undefined)
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return wait(ms, undefined, { signal }).catch(() => undefined)
}
