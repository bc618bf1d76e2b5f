import { pino } from 'pino'
import { systemRandom } from '../../../../compose/machine.ts'
import type { JobQueue } from '../../../../ports/job-queue.ts'
import type { Transcoder } from '../../../../ports/transcoder.ts'
import type { TestServer } from '../../../../testing/test-server.ts'
import { scripted } from '../../jobs/testing/scripted-transcoder.ts'
import { queueAsked } from '../queue-uploads.ts'
import { takeUpload } from '../take-upload.ts'
import { selectUpload } from '../upload-queries.ts'
import type { tusClient } from './tus-client.ts'

/** A worker that takes uploads up, when it is told to, and what it has queued. */
export function uploadTaker({ db, clock, parts }: TestServer, { send }: Pick<ReturnType<typeof tusClient>, 'send'>) {
  const { store } = parts.studio
  const log = pino({ level: 'silent' })
  const queued: { kind: string; payload: object }[] = []
  const queue: Pick<JobQueue, 'add'> = { add: async (_db, kind, payload) => void queued.push({ kind, payload }) }
  /** What the worker does when it finds uploads that have arrived. */
  const queueAll = queueAsked({ db, changes: { on: () => {} }, queue, log })

  function take(uploadId: string, transcoder: Partial<Transcoder> = {}, lastAttempt = false): Promise<void> {
    const { creatorsPublish } = parts.studio
    const machine = { db, store, queue, clock, random: systemRandom, log, creatorsPublish }
    const worker = { ...machine, transcoder: { ...scripted(), ...transcoder } }
    const { signal } = new AbortController()
    return takeUpload(worker)({ uploadId }, { signal, attempt: 1, lastAttempt })
  }

  return {
    ...{ log, queue, queued, queueAll, take },

    /** Sends a file, and has the worker take it up. @returns its upload. */
    async taken(bytes: Buffer, metadata: Record<string, string> = {}, transcoder: Partial<Transcoder> = {}) {
      const uploadId = await send(bytes, metadata)
      await queueAll()
      await take(uploadId, transcoder)
      return selectUpload(db, uploadId)
    },
  }
}
