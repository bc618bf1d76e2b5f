import type { WatchedPool } from '../../db/disk-full.ts'
import { selectMailTrouble } from '../../mail/queries.ts'
import { type Clock, isYoungerThan } from '../../ports/clock.ts'
import { writeReadiness } from './queries.ts'

/** How a dependency fares, and what is wrong with it in words. */
export interface Dependency {
  /** Degraded: something stands in for it. */
  status: 'ok' | 'degraded' | 'failing'
  latency_ms: number
  /** How long ago it answered. */
  age_ms: number
  detail: string | null
}

/** What a process depends on. */
export interface Watched {
  db: WatchedPool
  clock: Clock
  /** What is wrong with Redis, in words, or null; null where it is not used. */
  redisTrouble: (() => Promise<string | null>) | null
  /** Whether the store of the media answers and lets us in; null where it is a folder. */
  storeAnswers: (() => Promise<boolean>) | null
  /** How the store at the edge fares that a worker writes; null where there is none. */
  edgeStore: (() => Promise<EdgeStoreState | null>) | null
  /** Whether who vouches for members answers; null where we do it ourselves. */
  identityAnswers: (() => Promise<boolean>) | null
}

export interface EdgeStoreState {
  /** As of when it is up to date; null: never yet. */
  asOfMs: number | null
  /** What is wrong, in words. */
  trouble: string | null
  /** Whether it lets play elsewhere than the settings of this process do. */
  hasOtherCountries: boolean
}

export type Dependencies = Awaited<ReturnType<ReturnType<typeof readinessOf>>>

/** @returns what says how each thing fares that a process depends on; never rejects. One does for all who ask. */
export function readinessOf(watched: Watched) {
  const { clock } = watched
  const askDatabase = remembered(() => askToWrite(watched), clock)
  const askMail = remembered(() => askMails(watched), clock)
  const askRedis = remembered(() => askForRedis(watched), clock)
  const askStore = remembered(() => askForStore(watched), clock, STORE_FRESH_MS)
  const askEdgeStore = remembered(() => askForEdgeStore(watched), clock)
  const askIdentity = remembered(() => askForIdentity(watched), clock, IDENTITY_FRESH_MS)
  return async () => {
    const [database, mail, redis, store, edge_store, identity] = await Promise.all([
      askDatabase(),
      askMail(),
      askRedis(),
      askStore(),
      askEdgeStore(),
      askIdentity(),
    ])
    return { database: database ?? UNKNOWN_DATABASE, mail, redis, store, edge_store, identity }
  }
}

type Answer = Pick<Dependency, 'status' | 'detail'>

/** However many ask, a dependency is asked so often at the most. */
const FRESH_MS = 1_000
/** Every question to S3 is paid for. */
const STORE_FRESH_MS = 30_000
const IDENTITY_FRESH_MS = 30_000
/** A small row may still find room where nothing else does: a refused write of anybody's is news for so long. */
const DISK_FULL_MS = 30_000

const OK: Answer = { status: 'ok', detail: null }
const UNREACHABLE = 'The database does not answer, or cannot write'
const UNKNOWN_DATABASE: Dependency = { status: 'failing', latency_ms: 0, age_ms: 0, detail: UNREACHABLE }

/** Whether the database can be written to. */
async function askToWrite({ db, clock }: Watched): Promise<Answer> {
  const answers = await writeReadiness(db, clock.nowMs()).then(
    () => true,
    () => false,
  )
  const fullAtMs = db.diskFullAtMs()
  if (fullAtMs !== null && isYoungerThan(DISK_FULL_MS, { nowMs: clock.nowMs(), sinceMs: fullAtMs }))
    return { status: 'failing', detail: "The database's disk is full" }
  return answers ? OK : { status: 'failing', detail: UNREACHABLE }
}

/** Somebody waits for a code meanwhile. */
const MAIL_LATE_MS = 300_000
const MAIL_DEAD_MS = 86_400_000

/** Whether mail leaves; undefined where nobody knows. */
async function askMails({ db, clock }: Watched): Promise<Answer | undefined> {
  const nowMs = clock.nowMs()
  const trouble = await selectMailTrouble(db, { lateMs: nowMs - MAIL_LATE_MS, deadMs: nowMs - MAIL_DEAD_MS }).catch(
    () => undefined,
  )
  if (!trouble) return undefined
  const late = 'Mails have been waiting for minutes: no worker sends them, or no server takes them'
  if (trouble.late) return { status: 'degraded', detail: late }
  // No trouble of ours: anybody may give an address that no server takes.
  const dead = `Mails that were given up in the last day: ${trouble.dead}. GET /api/studio/mails?state=dead says why`
  return { status: 'ok', detail: trouble.dead > 0 ? dead : null }
}

/** Redis may fail without anybody being refused. */
async function askForRedis({ redisTrouble }: Watched): Promise<Answer | undefined> {
  if (!redisTrouble) return undefined
  const words = await redisTrouble()
  return words ? { status: 'degraded', detail: `${words}. Each process counts requests by itself meanwhile` } : OK
}

/** The store of the media may fail without anybody being sent elsewhere. */
async function askForStore({ storeAnswers }: Watched): Promise<Answer | undefined> {
  if (!storeAnswers) return undefined
  const detail = 'The store of the media does not answer, or refuses us. What is fetched from it waits'
  return (await storeAnswers()) ? OK : { status: 'degraded', detail }
}

/** Whoever is signed in stays so: their tokens are checked with keys that are known, and standing is ours. */
async function askForIdentity({ identityAnswers }: Watched): Promise<Answer | undefined> {
  if (!identityAnswers) return undefined
  const detail = 'The identity provider does not answer: nobody can sign in, register or reset a password meanwhile'
  return (await identityAnswers()) ? OK : { status: 'degraded', detail }
}

const OTHER_COUNTRIES =
  'CloudFront lets play in other countries than this process: API and worker need the same ENABLE_GEO_RESTRICTION and ALLOWED_COUNTRIES'
/** A worker looks every second or two. */
const EDGE_STORE_LATE_MS = 60_000

async function askForEdgeStore({ edgeStore, clock }: Watched): Promise<Answer | undefined> {
  const answer = await edgeStore?.().catch(() => undefined)
  if (answer === undefined) return undefined
  const { asOfMs, trouble, hasOtherCountries } = answer ?? { asOfMs: null, trouble: null, hasOtherCountries: false }
  const late = asOfMs === null || clock.nowMs() - asOfMs > EDGE_STORE_LATE_MS
  const words = trouble ?? (late ? 'No worker tells CloudFront what was ended' : null)
  const outdated = `${words}. CloudFront plays on for as long as REVOCATIONS_MAX_AGE_SECONDS says, then no streams`
  const detail = words ? outdated : hasOtherCountries ? OTHER_COUNTRIES : null
  return { status: detail ? 'degraded' : 'ok', detail }
}

interface Known {
  answer: Answer | undefined
  latencyMs: number
  answeredAtMs: number
}

/** Asks again only what was asked a while ago. What goes wrong in asking is nothing that anybody knows. */
function remembered(ask: () => Promise<Answer | undefined>, clock: Clock, freshMs = FRESH_MS) {
  let known: Promise<Known> | null = null
  let askedAtMs = 0

  async function askNow(): Promise<Known> {
    const startMs = clock.nowMs()
    const answer = await ask().catch(() => undefined)
    const answeredAtMs = clock.nowMs()
    return { answer, latencyMs: answeredAtMs - startMs, answeredAtMs }
  }

  return async (): Promise<Dependency | undefined> => {
    if (!known || !isYoungerThan(freshMs, { nowMs: clock.nowMs(), sinceMs: askedAtMs })) {
      askedAtMs = clock.nowMs()
      known = askNow()
    }
    const { answer, latencyMs, answeredAtMs } = await known
    if (!answer) return undefined
    const { status, detail } = answer
    return { status, latency_ms: latencyMs, age_ms: clock.nowMs() - answeredAtMs, detail }
  }
}
