import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { countPlaying } from '../playing.ts'
import { selectQueues, selectUsage, selectVersions, selectWorkers } from './queries.ts'

/** A worker says so often that it runs, and some. */
const LATE_MS = 30_000

const workerSchema = z
  .object({
    id: z
      .guid()
      .meta({ description: 'Names the worker, until it ends', example: '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b' }),
    host: z.string().meta({ description: 'The machine that it runs on', example: 'studio-1' }),
    version: z.string().meta({ description: 'The version that it runs', example: '0.1.0' }),
    started_at: z.iso.datetime().meta({ description: 'When it started', example: '2026-05-04T08:00:00.000Z' }),
    seen_at: z.iso
      .datetime()
      .meta({ description: 'When it said last that it runs', example: '2026-05-04T20:12:00.000Z' }),
    is_late: z.boolean().meta({ description: 'It has not said so for long: it was killed, or hangs', example: false }),
  })
  .meta({ id: 'RunningWorker', description: 'A worker' })

const count = (description: string) => z.int().meta({ description, example: 2 })

const queueSchema = z
  .object({
    kind: z.string().meta({ description: 'What is done', example: 'conversions' }),
    waiting: count('How much waits for its first try'),
    running: count('How much is being done'),
    retrying: count('How much failed and is tried again'),
    failed: count('How much was given up within a week'),
    cause: z.string().nullable().meta({
      description: 'Why something failed last, in words; null where nothing did',
      example: 'The picture of this file cannot be decoded: it is damaged.',
    }),
  })
  .meta({ id: 'WorkQueue', description: 'Work of one kind' })

const dependencySchema = z
  .object({
    name: z.string().meta({ description: 'What it is', example: 'database' }),
    status: z.enum(['ok', 'degraded', 'failing']).meta({ description: 'How it fares', example: 'ok' }),
    latency_ms: z.number().meta({ description: 'How long it took to answer', example: 2 }),
    age_ms: z.number().meta({ description: 'How long ago it answered', example: 400 }),
    detail: z.string().nullable().meta({ description: 'What is wrong, in words', example: null }),
  })
  .meta({ id: 'SystemDependency', description: 'What this installation depends on' })

const systemSchema = z
  .object({
    versions: z
      .object({
        api: z.string().meta({ description: 'Of this software', example: '0.1.0' }),
        node: z.string().meta({ description: 'Of Node', example: '24.21.0' }),
        postgres: z.string().meta({ description: 'Of PostgreSQL', example: '18.1' }),
        migration: z.string().meta({ description: 'The last change of the database', example: '0045_workers.sql' }),
      })
      .meta({ description: 'What runs' }),
    workers: z.array(workerSchema).meta({ description: 'Those that started first, first' }),
    queues: z.array(queueSchema).meta({ description: 'By kind' }),
    dependencies: z.array(dependencySchema).meta({ description: 'As `/health/ready` sees them' }),
    streams_now: z.int().meta({ description: 'Streams that play', example: 12 }),
    viewers_now: z.int().meta({ description: 'Members who play something', example: 11 }),
    storage: z
      .object({
        objects: z.int().meta({ description: 'Files', example: 42_000 }),
        bytes: z.int().meta({ description: 'All together', example: 1_200_000_000 }),
        measured_at: z.iso
          .datetime()
          .meta({ description: 'A worker measures it every six hours', example: '2026-05-04T18:00:00.000Z' }),
      })
      .nullable()
      .meta({ description: 'What the store of the media holds; null until a worker has measured it' }),
    database_bytes: z.int().meta({ description: 'The size of the database', example: 80_000_000 }),
  })
  .meta({ id: 'SystemState', description: 'How the installation fares' })

export function getSystem(app: App, { guard, db, clock, streams, system }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_system', {
    method: 'GET',
    url: '/api/studio/system',
    schema: {
      operationId: 'getSystem',
      tags: ['studio'],
      summary: 'How the installation fares',
      description: 'Workers, what waits for them and what failed, with causes, dependencies, storage and versions.',
      response: { 200: systemSchema, ...problems(401, 403, 503) },
    },
    handler: async () => {
      const nowMs = clock.nowMs()
      const [workers, queues, jobs, usage, versions, playing, dependencies] = await Promise.all([
        selectWorkers(db),
        selectQueues(db, nowMs),
        system.countJobs(),
        selectUsage(db),
        selectVersions(db),
        countPlaying(db, { quietSinceMs: nowMs - streams.quietMs }),
        system.dependencies(),
      ])
      return {
        versions: {
          api: system.version,
          node: system.nodeVersion,
          postgres: versions.postgres,
          migration: versions.migration,
        },
        workers: workers.map(({ started_at, seen_at, ...worker }) => ({
          ...worker,
          started_at: started_at.toISOString(),
          seen_at: seen_at.toISOString(),
          is_late: nowMs - seen_at.getTime() > LATE_MS,
        })),
        queues: [...queues, ...jobs],
        dependencies: Object.entries(dependencies).flatMap(([name, one]) => (one ? [{ name, ...one }] : [])),
        streams_now: playing.streams,
        viewers_now: playing.viewers,
        storage: usage ? { ...usage, measured_at: usage.measured_at.toISOString() } : null,
        database_bytes: versions.database_bytes,
      }
    },
  })
}
