import type { WatchedPool } from '../../db/disk-full.ts'
import { selectMailTrouble } from '../../mail/queries.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SystemParts } from './parts.ts'
import { writeReadiness } from './queries.ts'

/** How a dependency fares, and what is wrong with it in words. */
export interface Dependency {
  /** Degraded: something stands in for it. */
  status: 'ok' | 'degraded' | 'failing'
  latency_ms: number
  detail: string | null
}

/** @returns what says how each thing fares that a process depends on; never rejects. */
export function readinessOf(parts: SystemParts) {
  const askDatabase = databaseReadiness(parts)
  const askMail = mailReadiness(parts)
  const askStore = parts.storeAnswers && storeReadiness(parts.storeAnswers, parts.clock)
  return async () => {
    const [database, mail, redis, store, edge_store] = await Promise.all([
      askDatabase(),
      askMail(),
      parts.redisTrouble ? redisReadiness(parts.redisTrouble, parts.clock) : undefined,
      askStore?.(),
      parts.edgeStore ? edgeStoreReadiness(parts.edgeStore, parts.clock) : undefined,
    ])
    return { database, mail, redis, store, edge_store }
  }
}

/** However many ask, the database is asked so often at the most. */
const FRESH_MS = 1_000
/** Every question to S3 is paid for. */
const STORE_FRESH_MS = 30_000
/** A small row may still find room where nothing else does: a refused write of anybody's is news for so long. */
const DISK_FULL_MS = 30_000

/** @returns whether the database can be written to; never rejects. */
function databaseReadiness({ db, clock }: { db: WatchedPool; clock: Clock }): () => Promise<Dependency> {
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

  return remembered(ask, clock)
}

/** Somebody waits for a code meanwhile. */
const MAIL_LATE_MS = 300_000
const MAIL_DEAD_MS = 86_400_000

/** @returns whether mail leaves; undefined where nobody knows. Never rejects. */
function mailReadiness({ db, clock }: { db: WatchedPool; clock: Clock }): () => Promise<Dependency | undefined> {
  async function ask(): Promise<Dependency | undefined> {
    const startMs = clock.nowMs()
    const since = { lateMs: startMs - MAIL_LATE_MS, deadMs: startMs - MAIL_DEAD_MS }
    const trouble = await selectMailTrouble(db, since).catch(() => undefined)
    if (!trouble) return undefined
    const latency_ms = clock.nowMs() - startMs
    const late = 'Mails have been waiting for minutes: no worker sends them, or no server takes them'
    if (trouble.late) return { status: 'degraded', latency_ms, detail: late }
    // No trouble of ours: anybody may give an address that no server takes.
    const dead = `Mails that were given up in the last day: ${trouble.dead}. GET /api/studio/mails?state=dead says why`
    return { status: 'ok', latency_ms, detail: trouble.dead > 0 ? dead : null }
  }

  return remembered(ask, clock)
}

const OTHER_COUNTRIES =
  'CloudFront lets play in other countries than this process: API and worker need the same ENABLE_GEO_RESTRICTION and ALLOWED_COUNTRIES'
/** A worker looks every second or two. */
const EDGE_STORE_LATE_MS = 60_000

/** @returns how the store at the edge fares; never rejects. */
async function edgeStoreReadiness(
  ask: NonNullable<SystemParts['edgeStore']>,
  clock: Clock,
): Promise<Dependency | undefined> {
  const startMs = clock.nowMs()
  const answer = await ask().catch(() => undefined)
  if (answer === undefined) return undefined
  const { asOfMs, trouble, hasOtherCountries } = answer ?? { asOfMs: null, trouble: null, hasOtherCountries: false }
  const late = asOfMs === null || startMs - asOfMs > EDGE_STORE_LATE_MS
  const words = trouble ?? (late ? 'No worker tells CloudFront what was ended' : null)
  const outdated = `${words}. CloudFront plays on for as long as REVOCATIONS_MAX_AGE_SECONDS says, then no streams`
  const detail = words ? outdated : hasOtherCountries ? OTHER_COUNTRIES : null
  return { status: detail ? 'degraded' : 'ok', latency_ms: clock.nowMs() - startMs, detail }
}

/** @returns how the store of the media fares, which may fail without anybody being sent elsewhere; never rejects. */
function storeReadiness(answers: () => Promise<boolean>, clock: Clock): () => Promise<Dependency> {
  async function ask(): Promise<Dependency> {
    const startMs = clock.nowMs()
    const isThere = await answers()
    const latency_ms = clock.nowMs() - startMs
    if (isThere) return { status: 'ok', latency_ms, detail: null }
    const detail = 'The store of the media does not answer, or refuses us. What is fetched from it waits'
    return { status: 'degraded', latency_ms, detail }
  }

  return remembered(ask, clock, STORE_FRESH_MS)
}

function remembered<Answer>(ask: () => Promise<Answer>, clock: Clock, freshMs = FRESH_MS): () => Promise<Answer> {
  let known: Promise<Answer> | null = null
  let askedAtMs = 0
  return () => {
    if (known && clock.nowMs() - askedAtMs < freshMs) return known
    askedAtMs = clock.nowMs()
    known = ask()
    return known
  }
}

/** @returns how Redis fares, which may fail without anybody being refused; never rejects. */
async function redisReadiness(trouble: () => Promise<string | null>, clock: Clock): Promise<Dependency> {
  const startMs = clock.nowMs()
  const words = await trouble()
  const detail = words && `${words}. Each process counts requests by itself meanwhile`
  return { status: detail ? 'degraded' : 'ok', latency_ms: clock.nowMs() - startMs, detail }
}
