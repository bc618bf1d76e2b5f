import { HOP_SAMPLES, SAMPLE_RATE_HZ } from '@better-and-bliss/breath'
import { type Hello, type PhaseEvent, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import type { Start } from './detectors/detectors.ts'
import { ENDINGS, type Ending } from './endings.ts'
import { type TakenStream, takeStream } from './queries.ts'

/** A session's stream, as one socket holds it. */
export interface Lease {
  sessionId: string
  /** Names the socket; only the newest may write. */
  owner: string
  stream: string
  resumed: boolean
  kind: 'pcm' | 'features'
  start: Start
  /** When sample 0 of the session's clock was recorded. */
  clockOriginMs: number
  /** Where sample 0 of the stream lies on the session's clock. */
  baseSample: number
  acceptedSample: number
  /** Missing sound between where the detector stood and where the stream begins. */
  gapSamples: number
  /** Sound that the client has kept for us. */
  owedMs: number
  /** Events that the client may have missed. */
  missed: PhaseEvent[]
  /** The last event that the client has, or gets with `missed`. */
  knownSeq: number
}

interface Asked {
  hello: Hello
  userId: string
  nowMs: number
}

/**
 * Takes a session's stream: goes on where the client's own stream stood less than a minute ago, or begins a new stream
 * that keeps the session's counters.
 */
export async function takeLease(
  { db, random }: { db: Database; random: Random },
  { hello, userId, nowMs }: Asked,
): Promise<Lease | Ending> {
  const [owner, newStream] = [random.uuid(), random.uuid()]
  const sessionId = hello.session_id.toLowerCase()
  const row = await takeStream(db, { id: sessionId, userId, owner, newStream, nowMs })
  if (!row) return ENDINGS.unknownSession
  if (row.ended) return ENDINGS.sessionEnded
  return {
    sessionId,
    owner,
    kind: hello.format === 'features' ? 'features' : 'pcm',
    start: {
      options: { target: hello.target ?? row.target, calibrate: hello.calibrate, profile: hello.profile ?? null },
      from: row.snapshot && { snapshot: new Uint8Array(row.snapshot), seq: row.last_seq },
    },
    clockOriginMs: row.clock_origin_ms,
    ...(resumes(hello, row, nowMs) ? resumption(hello, row, nowMs) : beginning(newStream, row, nowMs)),
  }
}

function resumes({ resume, format }: Hello, row: TakenStream, nowMs: number): boolean {
  return (
    resume?.stream.toLowerCase() === row.stream &&
    nowMs - row.saved_at_ms <= SOCKET_LIMITS.resumeSeconds * 1000 &&
    (format !== 'features' || row.accepted_sample % HOP_SAMPLES === 0)
  )
}

function resumption({ resume }: Hello, row: TakenStream, nowMs: number) {
  const lastSeq = resume?.last_seq ?? 0
  const missed = row.recent_events.filter(({ seq }) => seq > lastSeq)
  return {
    stream: row.stream ?? '',
    resumed: true,
    baseSample: row.base_sample,
    acceptedSample: row.accepted_sample,
    gapSamples: 0,
    owedMs: Math.min(unprocessedMs(row, nowMs), 2 * SOCKET_LIMITS.resumeSeconds * 1000),
    missed,
    knownSeq: missed.at(-1)?.seq ?? lastSeq,
  }
}

/** Sound since the sample that was accepted last: a client that kept all of it sends so much. */
function unprocessedMs(row: TakenStream, nowMs: number): number {
  const processedMs = ((row.base_sample + row.accepted_sample) * 1000) / SAMPLE_RATE_HZ
  return Math.max(0, nowMs - row.clock_origin_ms - processedMs)
}

/** The session's clock went on meanwhile, like any other. */
function beginning(stream: string, row: TakenStream, nowMs: number) {
  const stoodAt = row.snapshot ? row.base_sample + row.accepted_sample : 0
  const elapsed = ((nowMs - row.clock_origin_ms) * SAMPLE_RATE_HZ) / 1000
  const baseSample = Math.ceil(Math.max(stoodAt, elapsed) / HOP_SAMPLES) * HOP_SAMPLES
  return {
    stream,
    resumed: false,
    baseSample,
    acceptedSample: 0,
    gapSamples: baseSample - stoodAt,
    owedMs: 0,
    missed: [],
    knownSeq: 0,
  }
}

/** The detector could not go on (it is of another version): a stream of its own clock, so that nothing is mixed up. */
export function startOver(lease: Lease, { random, clock }: { random: Random; clock: Clock }): Lease {
  return {
    ...lease,
    stream: random.uuid(),
    resumed: false,
    clockOriginMs: clock.nowMs(),
    baseSample: 0,
    acceptedSample: 0,
    gapSamples: 0,
    owedMs: 0,
    missed: [],
    knownSeq: 0,
  }
}
