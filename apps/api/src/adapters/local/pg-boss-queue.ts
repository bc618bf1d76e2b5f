import { noTracer, type Tracer } from '@better-and-bliss/observability/tracing'
import { PgBoss } from 'pg-boss'
import { isRefused, renewUrl } from '../../db/admission.ts'
import { connectionTo, type DatabaseUrl } from '../../db/connection.ts'
import type { Database } from '../../db/database.ts'
import { JOB_KINDS, type JobHandler, type JobKind, type JobPayloads, type JobQueue } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'

/** With pauses of up to ten minutes, more than a day: a full disk may last a night. */
const RETRY_LIMIT = 200
const RETRY_DELAY_MAX_SECONDS = 600
/** A worker that was killed is noticed after this; it is pg-boss's minimum. */
const HEARTBEAT_SECONDS = 10
const SUPERVISE_SECONDS = 1
/** Longer than the longest transcode; a living worker shows itself by its heartbeat. */
const EXPIRE_SECONDS = 12 * 3600
/** Notifications wake a worker at once; polling finds what was lost with one, and jobs whose worker was killed. */
const POLL_SECONDS = 1
const STOP_TIMEOUT_MS = 2_000

const DAY_SECONDS = 86_400

const QUEUE = {
  retryLimit: RETRY_LIMIT,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: RETRY_DELAY_MAX_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: EXPIRE_SECONDS,
  notify: true,
}

/**
 * A queue in the application's own database, in pg-boss's own schema.
 *
 * @param keepDays how long a job is kept after it ended.
 */
export async function pgBossQueue(
  databaseUrl: DatabaseUrl,
  { log, keepDays, tracer = noTracer }: { log: Logger; keepDays: number; tracer?: Tracer },
): Promise<JobQueue> {
  const boss = new PgBoss({
    ...connectionTo(databaseUrl),
    application_name: 'better-and-bliss jobs',
    // Both: a pass looks only at queues that the second one lets it look at again.
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    useListenNotify: true,
    max: 3,
  })
  let stopping = false
  boss.on('error', (error) => {
    if (isRefused(error)) void renewUrl(databaseUrl, log)
    if (!stopping) log.warn({ err: error }, 'The job queue had a problem and goes on')
  })
  await boss.start()
  const settings = { ...QUEUE, deleteAfterSeconds: keepDays * DAY_SECONDS }
  for (const kind of JOB_KINDS) {
    await boss.createQueue(kind, settings)
    // An installation that has the queue already gets today's settings too.
    await boss.updateQueue(kind, settings)
  }
  return {
    add: async (db, kind, payload, when) => {
      await boss.send(kind, payload, { db: toBossDatabase(db), ...(when && { startAfter: when.afterSeconds }) })
    },
    schedule: (kind, cron) => boss.schedule(kind, cron),
    work: (kind, handler) => {
      const traced: typeof handler = (payload, context) =>
        tracer.run({ name: 'job', resource: kind, tags: { 'job.kind': kind } }, () => handler(payload, context))
      return work(boss, kind, traced)
    },
    [Symbol.asyncDispose]: () => {
      stopping = true
      return boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
    },
  }
}

async function work<Kind extends JobKind>(boss: PgBoss, kind: Kind, handler: JobHandler<Kind>) {
  const options = { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS }
  const worker = await boss.work<JobPayloads[Kind]>(kind, options, async ([job]) => {
    try {
      if (!job) return
      const { data, signal, retryCount } = job
      await handler(data, { signal, attempt: retryCount + 1, lastAttempt: retryCount >= RETRY_LIMIT })
    } finally {
      // The next job may wait already, and its notification came while this one was done.
      boss.notifyWorker(worker)
    }
  })
}

function toBossDatabase(db: Database) {
  return { executeSql: async (text: string, values: unknown[] = []) => ({ rows: await db.query('', text, values) }) }
}
