import { diskStore } from '../adapters/local/disk-store.ts'
import { ffmpegTranscoder } from '../adapters/local/ffmpeg/ffmpeg-transcoder.ts'
import { findFfmpeg } from '../adapters/local/ffmpeg/find-ffmpeg.ts'
import { pgBossQueue } from '../adapters/local/pg-boss-queue.ts'
import type { Config, Secrets } from '../config.ts'
import { listenForChanges } from '../db/changes.ts'
import { openPool } from '../db/database.ts'
import type { Logger } from '../ports/logger.ts'
import { systemRandom } from './machine.ts'
import { opened } from './opened.ts'

/** The parts of whatever makes content: the worker, the command line, the demo catalogue. */
export async function composeStudio({ config, secrets, log }: { config: Config; secrets: Secrets; log: Logger }) {
  await using stack = new AsyncDisposableStack()
  const db = stack.use(openPool(secrets.databaseUrl, { log, size: 4 }))
  const changes = stack.use(await listenForChanges(secrets.databaseUrl, log))
  const queue = stack.use(await pgBossQueue(secrets.databaseUrl, { log, keepDays: config.keepDays.jobs }))
  const store = diskStore({ root: config.mediaDir })
  const ffmpeg = await findFfmpeg({ ffmpegPath: config.ffmpegPath, searchPath: config.searchPath })
  if (ffmpeg.warning) log.warn({ path: ffmpeg.path }, ffmpeg.warning)
  const transcoder = ffmpegTranscoder({ ffmpegPath: ffmpeg.path, store, workDir: config.workDir })
  const { maxSourceBytes } = config
  const machine = { random: systemRandom, ffmpegPath: ffmpeg.path }
  return opened({ db, changes, queue, store, transcoder, maxSourceBytes, ...machine }, stack.move())
}
