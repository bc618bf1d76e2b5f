import { type Countries, type Grant, RevocationList } from '@better-and-bliss/stream-token'
import {
  type Revocation,
  type RevocationPage,
  revocationPageSchema,
} from '@better-and-bliss/stream-token/revocation-feed'
import { readKeptList, writeKeptList } from './kept-list.ts'
import type { Log } from './log.ts'

/** What was ended while its tokens are still alive, as the API tells it. */
export type Revocations = {
  /** Whether what a genuine token for `contentId` stands for was ended. */
  isRevoked: (grant: Grant, contentId: string) => boolean
  /** Where an item may be played, as far as it has a list of its own. */
  countriesOf: (contentId: string) => Countries
  /** Whether the list is there and no older than it may be. Without it nobody can say which streams were ended. */
  isCurrent: () => boolean
  /** How old it is; null where there is none. */
  ageSeconds: () => number | null
  /** Takes up the list that was kept on disk, if there is one. Never rejects. */
  restore: () => Promise<void>
  /** Asks for what is new, and keeps it on disk; never rejects. While the API cannot be reached the last list stays. */
  poll: () => Promise<void>
  /** Polls every two seconds, more often while there is no current list. Keeps no process alive. */
  start: () => void
  stop: () => void
}

/** Is told the same, for an engine beside us. What it throws makes the poll fail, and come again. */
export type RevocationMirror = {
  apply: (revocations: readonly Revocation[]) => Promise<void>
  /** Forgets what refuses no living token any more. */
  prune: (nowSeconds: number) => Promise<void>
  /** All that was ended before this moment has been told. */
  markCurrent: (asOfMs: number) => Promise<void>
}

export type RevocationOptions = {
  backendUrl: string
  feedKey: string
  /** Where the list survives a restart. */
  path: string
  maxAgeSeconds: number
  /** Where our settings let anything be played; null where countries do not matter. */
  allowedCountries: Countries | null
  log: Log
  mirror?: RevocationMirror
  fetch?: typeof globalThis.fetch
  nowMs?: () => number
}

export function createRevocations(options: RevocationOptions): Revocations {
  const { maxAgeSeconds, nowMs = Date.now } = options
  const known: Known = { list: new RevocationList(), cursor: undefined, asOfMs: null, keptAtMs: 0, isLost: false }
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | undefined

  const isCurrent = () => known.asOfMs !== null && Math.abs(nowMs() - known.asOfMs) <= maxAgeSeconds * 1000

  async function run(): Promise<void> {
    await poll(known, options, stopped.signal)
    const waitMs = isCurrent() ? INTERVAL_MS : FIRST_INTERVAL_MS
    if (!stopped.signal.aborted) timer = setTimeout(() => void run(), waitMs).unref()
  }

  return {
    isRevoked: (grant, contentId) => known.list.isRevoked(grant, contentId),
    countriesOf: (contentId) => known.list.countriesOf(contentId),
    isCurrent,
    ageSeconds: () => (known.asOfMs === null ? null : (nowMs() - known.asOfMs) / 1000),
    restore: () => restore(known, options),
    poll: () => poll(known, options, stopped.signal),
    start: () => void run(),
    stop() {
      stopped.abort()
      clearTimeout(timer)
    },
  }
}

type Known = {
  readonly list: RevocationList
  cursor: string | undefined
  /** When the list was whole: the moment of the question. */
  asOfMs: number | null
  keptAtMs: number
  isLost: boolean
}

async function restore(known: Known, { path, log, mirror, nowMs = Date.now }: RevocationOptions): Promise<void> {
  try {
    const kept = await readKeptList(path)
    if (kept === null || kept.asOfMs > nowMs()) return
    known.list.apply(kept.revocations)
    await mirror?.apply(kept.revocations)
    await mirror?.markCurrent(kept.asOfMs)
    known.cursor = kept.cursor
    known.asOfMs = kept.asOfMs
  } catch (error) {
    log.warn('the revocation list on disk cannot be read; streams wait for the API', { reason: reasonOf(error) })
  }
}

async function poll(known: Known, options: RevocationOptions, stopped: AbortSignal): Promise<void> {
  const { log, mirror, nowMs = Date.now } = options
  const askedAtMs = nowMs()
  // By a clock that was ahead, facts may have been forgotten too soon.
  if (known.asOfMs !== null && askedAtMs < known.asOfMs) known.cursor = undefined
  try {
    const { isNews, allowed } = await readPages(known, options, stopped)
    assertSameCountries(options.allowedCountries, allowed)
    await mirror?.markCurrent(askedAtMs)
    known.asOfMs = askedAtMs
    if (known.isLost) log.info('revocation feed regained')
    known.isLost = false
    known.list.prune(Math.floor(askedAtMs / 1000))
    await mirror?.prune(Math.floor(askedAtMs / 1000))
    const keepEveryMs = Math.min(KEEP_EVERY_MS, (options.maxAgeSeconds * 1000) / 3)
    if (isNews || askedAtMs - known.keptAtMs >= keepEveryMs) await keep(known, options, askedAtMs)
  } catch (error) {
    if (!known.isLost && !stopped.aborted) log.warn('revocation feed lost', { reason: reasonOf(error) })
    known.isLost = true
  }
}

/** @returns whether there was anything new, and where the API lets play. */
async function readPages(known: Known, options: RevocationOptions, stopped: AbortSignal) {
  let isNews = false
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await ask(known.cursor, options, stopped)
    known.list.apply(page.revocations)
    await options.mirror?.apply(page.revocations)
    isNews ||= page.revocations.length > 0
    if (page.more && page.cursor === known.cursor) throw new Error('the feed does not go on')
    known.cursor = page.cursor
    if (!page.more) return { isNews, allowed: page.allowed_countries }
  }
  throw new Error(`the feed has no end after ${MOST_PAGES} pages`)
}

/**
 * An edge that lets play in other countries than the API counts as one that hears nothing: its list grows too old. An API of an earlier
 * version says nothing of countries.
 *
 * @throws Error
 */
function assertSameCountries(ours: Countries | null, ofApi: Countries | null | undefined): void {
  if (ofApi === undefined || ofApi === ours) return
  throw new Error(
    'the API lets play in other countries: both need the same ENABLE_GEO_RESTRICTION and ALLOWED_COUNTRIES',
  )
}

/** @throws Error for any answer but a page. */
async function ask(
  cursor: string | undefined,
  { backendUrl, feedKey, fetch = globalThis.fetch }: RevocationOptions,
  stopped: AbortSignal,
): Promise<RevocationPage> {
  const url = new URL('/api/streaming/revocations', backendUrl)
  if (cursor !== undefined) url.searchParams.set('since', cursor)
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${feedKey}` },
    redirect: 'error',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (!response.ok) throw new Error(`the API answered ${response.status}`)
  return revocationPageSchema.parse(await response.json())
}

async function keep(known: Known, { path, log }: RevocationOptions, asOfMs: number): Promise<void> {
  known.keptAtMs = asOfMs
  try {
    await writeKeptList(path, { asOfMs, cursor: known.cursor ?? '0', revocations: known.list.facts() })
  } catch (error) {
    log.warn('the revocation list cannot be kept on disk', { reason: reasonOf(error) })
  }
}

const INTERVAL_MS = 2000
const FIRST_INTERVAL_MS = 500
/** A list without news is written again so often (and thrice in the age that it may have) that it is good after a restart. */
const KEEP_EVERY_MS = 30_000
const TIMEOUT_MS = 2000
/** A million facts: nothing that ends grows so large, so it goes round in a circle. */
const MOST_PAGES = 2_000

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
