import { counters, type Figure, gauge, gauges, type Metrics } from '@better-and-bliss/observability/metrics'
import { countJobs } from '../adapters/local/pg-boss-counts.ts'
import type { Database, PoolFigures } from '../db/database.ts'
import type { CacheFigures } from '../features/catalogue/cached-responses.ts'
import type { DetectorFigures } from '../features/meditation/live/detectors/pool.ts'
import { QUIET_MS } from '../features/streaming/lease-states.ts'
import { countPlaying } from '../features/studio/playing.ts'
import { selectQueues } from '../features/studio/system/queries.ts'
import type { Dependencies, Dependency } from '../features/system/readiness.ts'
import type { Clock } from '../ports/clock.ts'
import { JOB_KINDS, type JobKind } from '../ports/job-queue.ts'

/** What an API process can say of itself at any moment. */
export interface ApiFigures {
  pool: () => PoolFigures
  sockets: () => number
  detectors: () => DetectorFigures
  catalogueResponses: () => CacheFigures
  dependencies: () => Promise<Dependencies>
}

/** What stands in the memory of one API process. */
export function tellApi(metrics: Metrics, figures: ApiFigures): void {
  tellPool(metrics, figures.pool)
  metrics.add(figures.sockets, {
    betterbliss_breath_sockets: gauge('Sockets of live meditation that are open', (open) => open),
  })
  metrics.add(figures.detectors, {
    betterbliss_breath_detector_threads: gauge('Threads that detect breath', ({ threads }) => threads),
    betterbliss_breath_detector_streams: gauge('Streams in which breath is detected', ({ streams }) => streams),
    betterbliss_breath_detector_waiting_seconds: gauge(
      'Since when the thread that is furthest behind owes an answer',
      ({ waitingMs }) => waitingMs / 1000,
    ),
  })
  metrics.add(async () => toList(await figures.dependencies()), {
    betterbliss_dependency_status: gauges('1: ok, 0.5: degraded, 0: failing', ['dependency'], (all) =>
      all.map(([dependency, { status }]) => [{ dependency }, STATUS[status]]),
    ),
    betterbliss_dependency_answer_seconds: gauges('How long it took to answer', ['dependency'], (all) =>
      all.map(([dependency, { latency_ms }]) => [{ dependency }, latency_ms / 1000]),
    ),
  })
  metrics.add(figures.catalogueResponses, {
    betterbliss_cache_requests_total: counters(
      'Answers from memory (hit), and answers that had to be made (miss)',
      ['cache', 'result'],
      ({ hits, misses }) => [
        [{ cache: 'catalogue_responses', result: 'hit' }, hits],
        [{ cache: 'catalogue_responses', result: 'miss' }, misses],
      ],
    ),
  })
}

const STATUS = { ok: 1, degraded: 0.5, failing: 0 }

function toList(dependencies: Dependencies): [string, Dependency][] {
  return Object.entries(dependencies).flatMap(([name, one]) => (one ? [[name, one]] : []))
}

interface WorkerParts {
  db: Database & { figures: () => PoolFigures }
  clock: Clock
}

/** What stands in the database, of which every worker says the same; and a worker's own connections. */
export function tellWorker(metrics: Metrics, { db, clock }: WorkerParts): void {
  tellPool(metrics, () => db.figures())
  metrics.add(() => readQueues(db, clock), {
    betterbliss_jobs: gauges('Work by its kind; failed: within a week', ['kind', 'state'], (queues) =>
      queues.filter(({ kind }) => kind !== MAILS).flatMap(({ kind, ...counts }) => byState({ kind }, counts)),
    ),
    betterbliss_mails: gauges('Mails; failed: given up within a week', ['state'], (queues) =>
      queues.filter(({ kind }) => kind === MAILS).flatMap((counts) => byState({}, counts)),
    ),
  })
  metrics.add(() => countPlaying(db, { quietSinceMs: clock.nowMs() - QUIET_MS }), {
    betterbliss_streams_playing: gauge('Streams that have a place and are seen', ({ streams }) => streams),
    betterbliss_viewers: gauge('Members who play something', ({ viewers }) => viewers),
  })
}

async function readQueues(db: Database, clock: Clock) {
  const [queues, jobs] = [await selectQueues(db, clock.nowMs()), await countJobs(db)]
  const ofKind = (kind: JobKind) => jobs.find((counts) => counts.kind === kind) ?? { kind, ...NOTHING }
  return [...queues, ...JOB_KINDS.map(ofKind)]
}

const MAILS = 'mails'
const NOTHING = { waiting: 0, running: 0, retrying: 0, failed: 0 }
const STATES = ['waiting', 'running', 'retrying', 'failed'] as const

function byState(labels: Record<string, string>, counts: Record<(typeof STATES)[number], number>): Figure[] {
  return STATES.map((state) => [{ ...labels, state }, counts[state]])
}

function tellPool(metrics: Metrics, pool: () => PoolFigures): void {
  metrics.add(pool, {
    betterbliss_database_connections: gauges('Connections of this process', ['state'], ({ open, idle }) => [
      [{ state: 'busy' }, open - idle],
      [{ state: 'idle' }, idle],
    ]),
    betterbliss_database_connections_most: gauge('How many it may have', ({ most }) => most),
    betterbliss_database_waiting: gauge('Statements that wait for a connection', ({ waiting }) => waiting),
  })
}
