import { PassThrough, type Readable } from 'node:stream'
import type { Changes } from '../../../db/changes.ts'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { toUpload } from '../uploads/schemas.ts'
import { selectUpload } from '../uploads/upload-queries.ts'
import { selectListedJob } from './job-queries.ts'
import { toJob } from './job-schema.ts'

const MOST_A_MEMBER = 6
/** Proxies end connections on which nothing happens for a minute. */
const HEARTBEAT_MS = 15_000
/** Who reads so little is told nothing more. */
const MOST_WAITING_BYTES = 1 << 20

interface Follower {
  sub: string
  userId: string
  /** Whose items it is told of; null for everybody's. */
  itemsOf: string | null
  /** Whether the session is still there, and opens as much as it did. */
  mayStay: () => Promise<boolean>
}

interface OpenStream extends Follower {
  output: PassThrough
}

/** Tells everybody who follows what changes: each change is read once, however many follow. */
export function openEventStreams({ db, changes }: { db: Database; changes: Pick<Changes, 'on'> }) {
  const open = new Set<OpenStream>()
  let heartbeat: NodeJS.Timeout | undefined
  const anew = () => tell(open, 'anew', {})
  const readAndTell = (read: () => Promise<void>) => {
    if (open.size > 0) read().catch(anew)
  }

  changes.on('media_job_changed', ({ jobId }) => readAndTell(() => tellJob(jobId)), anew)
  changes.on('upload_changed', ({ uploadId }) => readAndTell(() => tellUpload(uploadId)), anew)
  changes.on(
    'member_changed',
    ({ sub }) => checkAll((stream) => stream.sub === sub),
    () => checkAll(),
  )

  async function tellJob(id: string): Promise<void> {
    const job = await selectListedJob(db, id)
    if (job)
      tell(
        [...open].filter(({ itemsOf }) => itemsOf === null || itemsOf === job.owner_id),
        'job',
        toJob(job),
      )
  }

  async function tellUpload(id: string): Promise<void> {
    const upload = await selectUpload(db, id)
    if (upload)
      tell(
        [...open].filter(({ userId }) => userId === upload.owner_id),
        'upload',
        toUpload(upload),
      )
  }

  function checkAll(which: (stream: OpenStream) => boolean = () => true): void {
    for (const stream of [...open].filter(which)) {
      void stream.mayStay().then((stays) => {
        if (!stays) stream.output.end()
      })
    }
  }

  function beat(): void {
    for (const { output } of open) output.write(': still here\n\n')
    checkAll()
  }

  return {
    /** @throws AppError `too_many_requests` when the member follows often enough. */
    open(follower: Follower): Readable {
      if ([...open].filter(({ sub }) => sub === follower.sub).length >= MOST_A_MEMBER) {
        throw new AppError('too_many_requests', 'The studio is open in many windows. Close some of them.', {
          retryAfterSeconds: HEARTBEAT_MS / 1000,
        })
      }
      const stream = { ...follower, output: new PassThrough({ highWaterMark: MOST_WAITING_BYTES }) }
      if (open.size === 0) heartbeat = setInterval(beat, HEARTBEAT_MS)
      open.add(stream)
      stream.output.on('close', () => {
        open.delete(stream)
        if (open.size === 0) clearInterval(heartbeat)
      })
      tell([stream], 'anew', {})
      return stream.output
    },

    endAll(): void {
      clearInterval(heartbeat)
      for (const { output } of open) output.end()
    },
  }
}

function tell(streams: Iterable<OpenStream>, event: string, data: object): void {
  const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
  for (const { output } of streams) {
    if (output.writableNeedDrain) output.destroy()
    else output.write(text)
  }
}
