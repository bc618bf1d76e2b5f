import { openStore } from '@better-and-bliss/object-store/open'
import { noTracer, type Tracer } from '@better-and-bliss/observability/tracing'
import type { StudioSettings } from '@better-and-bliss/settings'
import { pgBossQueue } from '../adapters/local/pg-boss-queue.ts'
import { listenForChanges } from '../db/changes.ts'
import { openPool } from '../db/database.ts'
import type { Logger } from '../ports/logger.ts'
import { chooseTranscoder } from './adapters.ts'
import { systemRandom } from './machine.ts'
import { opened } from './opened.ts'
import { tracedTranscoder } from './traced-transcoder.ts'

interface StudioSurroundings {
  settings: StudioSettings
  log: Logger
  /** Aborted when the process is asked to stop. */
  stopping: AbortSignal
  tracer?: Tracer
}

/** A part of a large file that goes up over a slow line has to be through by then. */
const STORE_TIMEOUT_MS = 60_000

/** The parts of whatever makes content: the worker, the command line, the demo catalogue. */
export async function composeStudio({ settings, log, stopping, tracer = noTracer }: StudioSurroundings) {
  await using stack = new AsyncDisposableStack()
  const { databaseUrl } = settings
  const db = stack.use(openPool(databaseUrl, { log, size: 4 }))
  const changes = stack.use(await listenForChanges(databaseUrl, log))
  const queue = stack.use(await pgBossQueue(databaseUrl, { log, keepDays: settings.retention.days.jobs, tracer }))
  const store = await openStore(settings.store, { timeoutMs: STORE_TIMEOUT_MS })
  const { workDir, maxSourceBytes, normalisesLoudness } = settings
  const media = await chooseTranscoder(settings.transcoder, { store, workDir, normalisesLoudness, log })
  const transcoder = tracedTranscoder(media.transcoder, tracer)
  return opened(
    { db, changes, queue, store, maxSourceBytes, ...media, transcoder, random: systemRandom, stopping },
    stack.move(),
  )
}
