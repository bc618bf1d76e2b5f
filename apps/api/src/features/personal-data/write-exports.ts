import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { ZipFile } from 'yazl'
import type { Pool } from '../../db/database.ts'
import type { SendLater } from '../../mail/send-later.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import { exportFiles, type PracticeWriters } from './export-files.ts'
import { exportKey } from './export-key.ts'
import { finishExport, putOffExport, type QueuedExport, takeQueuedExport } from './worker-queries.ts'

export interface WriteExportsParts {
  db: Pool
  store: ObjectStore
  /** Folder of files that are being worked on. */
  workDir: string
  clock: Clock
  log: Logger
  sendLater: SendLater
  /** Opened when it is needed: most rounds need none. */
  openIdentity: () => Promise<Pick<IdentityProvider, 'accountOf'>>
  practice: PracticeWriters
  frontendUrl: string
}

export const WRITE_EXPORTS_EVERY_MS = 5_000
export const EXPORT_LIFE_MS = 86_400_000
/** Longer than an export takes; two that write the same one write the same file. */
const LEASE_MS = 10 * 60_000
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 600_000
/** A worker that is away for a night has made nobody's export fail. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000

/** Writes all exports that wait: one after another, each once more if its worker was killed or something was away. */
export async function writeExports(parts: WriteExportsParts): Promise<void> {
  const { db, clock, log } = parts
  for (;;) {
    const nowMs = clock.nowMs()
    const queued = await takeQueuedExport(db, { nowMs, leasedUntilMs: nowMs + LEASE_MS })
    if (!queued) return
    try {
      await writeExport(parts, queued)
      log.info({ exportId: queued.id }, 'An export was written')
    } catch (error) {
      const isInVain = nowMs - queued.requested_at.getTime() > GIVE_UP_AFTER_MS
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (queued.attempts - 1))
      await putOffExport(db, { id: queued.id, state: isInVain ? 'failed' : 'queued', nextTryAtMs: nowMs + pauseMs })
      log.warn(
        { err: error, exportId: queued.id },
        isInVain ? 'An export was given up' : 'An export is tried again later',
      )
    }
  }
}

async function writeExport(parts: WriteExportsParts, { id, user_id, sub, email }: QueuedExport): Promise<void> {
  const { db, store, workDir, clock, sendLater, frontendUrl, practice } = parts
  const account = await (await parts.openIdentity()).accountOf(sub)
  const files = exportFiles(db, { member: { userId: user_id, sub, email }, account, practice })
  await mkdir(workDir, { recursive: true })
  const path = join(workDir, `export-${id}.zip`)
  try {
    await writeZip(path, files, new Date(clock.nowMs()))
    await store.moveFile(exportKey(id), path, { contentType: 'application/zip', cacheControl: 'no-store' })
  } finally {
    await rm(path, { force: true })
  }
  const sizeBytes = (await store.head(exportKey(id)))?.size ?? 0
  const untilMs = clock.nowMs() + EXPORT_LIFE_MS
  await db.transaction(async (tx) => {
    if (!(await finishExport(tx, { id, sizeBytes, expiresAtMs: untilMs }))) return
    const mail = { kind: 'export_ready', link: `${frontendUrl}/profile#export`, untilMs } as const
    await sendLater(tx, { to: email, cause: `export_ready:${id}`, mail })
  })
}

/** Entries are read one after another, and only while the file takes what comes. */
async function writeZip(path: string, files: ReturnType<typeof exportFiles>, mtime: Date): Promise<void> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const breakOff = (error: unknown) => void output.destroy(error as Error)
  zip.on('error', breakOff)
  for (const [name, text] of files) {
    zip.addReadStreamLazy(name, { mtime, mode: 0o600 }, (take) => {
      // yazl does not listen for what breaks off in a stream that it is given.
      take(null, Readable.from(text(), { objectMode: false }).on('error', breakOff))
    })
  }
  zip.end()
  await pipeline(output, createWriteStream(path, { mode: 0o600 }))
}
