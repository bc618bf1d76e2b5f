import type { RevocationList } from '@better-and-bliss/stream-token'
import type { SeenReport } from '@better-and-bliss/stream-token/seen-report'
import type { Member } from '../../access/member.ts'
import { mostRecent } from '../../most-recent.ts'
import type { Logger } from '../../ports/logger.ts'
import { selectStreamsOfTokens } from './lease-queries.ts'
import { type Beat, beatStream, FRESH_MS, type LeaseParts, seeStreams, type TokenOfStream } from './lease-states.ts'
import type { Revoked } from './revoked.ts'

/** Keeps places with the streams that are seen. */
export interface LeaseRenewals {
  /** Whether a stream is known to run without asking the database; then its heartbeat is stored within a second. */
  known(member: Member, id: string): boolean | Promise<boolean>
  /** A player still plays. A stream whose place was free meanwhile takes one, or ends. */
  beat(member: Member, id: string): Promise<Beat>
  /** An edge has served streams. */
  report(seen: SeenReport): Promise<void>
  /** A stream has just been stored as seen. */
  learn(member: Member, id: string, token: TokenOfStream): void
  /** A stream has just been ended. */
  forget(id: string): void
  /** Stores the heartbeats that wait. */
  flush(): Promise<void>
}

/** What is told this long after a stream was stored as seen is stored before it has lapsed. */
const KNOWN_MS = 45_000
/** Heartbeats that come within this time are stored together. */
const STORE_AFTER_MS = 1_000
const MOST_KNOWN = 50_000
/** Some milliseconds of work for the database. */
const BATCH_SIZE = 1_000

interface KnownStream extends TokenOfStream {
  signInId: string
  sub: string
  storedAtMs: number
}

export function leaseRenewals(parts: LeaseParts & { revoked: Revoked; log: Logger }): LeaseRenewals {
  const { db, clock, revoked, log } = parts
  const streams = mostRecent<string, KnownStream>(MOST_KNOWN)
  let waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function learn({ signInId, sub }: Member, id: string, token: TokenOfStream, storedAtMs = clock.nowMs()): void {
    streams.set(id, { ...token, signInId, sub, storedAtMs })
  }

  function storeSoon(id: string): void {
    waiting.add(id)
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => log.warn({ err: error }, 'Heartbeats could not be stored'))
    }, STORE_AFTER_MS).unref()
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const ids = [...waiting]
    waiting = new Set()
    await see(ids, FRESH_MS.heartbeat)
  }

  async function see(ids: string[], freshMs: number): Promise<void> {
    for (let from = 0; from < ids.length; from += BATCH_SIZE) {
      const batch = ids.slice(from, from + BATCH_SIZE)
      const storedAtMs = clock.nowMs() - freshMs
      const running = await seeStreams(parts, batch, freshMs)
      for (const id of batch) {
        const stream = streams.peek(id)
        if (!running.has(id)) streams.delete(id)
        else if (stream) stream.storedAtMs = Math.max(stream.storedAtMs, storedAtMs)
      }
    }
  }

  return {
    learn,
    forget: (id) => void streams.delete(id),
    flush,
    known: ({ signInId }, id) => {
      const stream = streams.get(id)
      if (stream?.signInId !== signInId || Math.abs(clock.nowMs() - stream.storedAtMs) > KNOWN_MS) return false
      const seenUnless = (list: RevocationList) => {
        const grant = { ...stream, scope: 'stream' as const, sessionId: id, userId: stream.sub }
        if (list.isRevoked(grant, stream.contentId)) return false
        storeSoon(id)
        return true
      }
      const list = revoked.known()
      return list ? seenUnless(list) : revoked.current().then(seenUnless)
    },
    beat: async (member, id) => {
      const beat = await beatStream(parts, member, id)
      if (beat.outcome !== 'running') return beat
      learn(member, id, beat.token, clock.nowMs() - FRESH_MS.heartbeat)
      return { outcome: 'running' }
    },
    report: async ({ streams: ids, tokens }) => {
      const cut = tokens.length > 0 ? await selectStreamsOfTokens(db, tokens) : []
      await see([...new Set([...ids, ...cut])], FRESH_MS.report)
    },
  }
}
