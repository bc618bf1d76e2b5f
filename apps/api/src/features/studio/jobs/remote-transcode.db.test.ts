import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../../../db/database.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import { NO_CHOICES, type Rendition, type TranscodeEvent, type TranscodeResult } from '../../../ports/transcoder.ts'
import { type RemoteMachine, remoteMachine, remoteTranscoder } from '../../../testing/remote-transcoder.ts'
import { freshDatabase, type TestDatabase } from '../../../testing/test-database.ts'
import { until } from '../../../testing/until.ts'
import { insertCategory, insertContent } from '../content/new-content-queries.ts'
import { cancelElsewhere } from './cancel-elsewhere.ts'
import { insertMediaJob } from './conversion-queries.ts'
import { selectMediaJob } from './media-job-queries.ts'
import { pollTranscodes } from './poll-transcodes.ts'
import { startTranscode } from './start-transcode.ts'
import { transcodeEvents } from './transcode-events.ts'

/** A transcode that happens elsewhere: what is started there costs money, and its events come as they please. */

const log = pino({ level: 'silent' })
const attempt = { signal: new AbortController().signal, attempt: 1, lastAttempt: false }
const JOB = '11111111-1111-4111-8111-111111111111'
const CONTENT = '22222222-2222-4222-8222-222222222222'
let database: TestDatabase
let db: Pool
let machine: RemoteMachine
let queued: unknown[]

beforeAll(async () => {
  database = await freshDatabase()
  db = openPool(database.url, { log })
})
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await database.drop()
})
beforeEach(async () => {
  queued = []
  machine = await remoteMachine({ inspect: async () => 'unused' })
  await db.query('', 'delete from content')
  const categoryId = (await insertCategory(db, { name: 'Stille', slug: crypto.randomUUID() })) ?? ''
  const words = {
    title: 'Film',
    slug: 'film',
    description: null,
    tier: 'free' as const,
    featured: false,
    countries: '',
  }
  const kind = { contentType: 'video' as const, expertId: null, durationSeconds: 60 }
  await insertContent(db, { id: CONTENT, categoryId, ...words, ...kind })
  await insertMediaJob(db, {
    id: JOB,
    contentId: CONTENT,
    sourceKey: 'sources/film',
    pictureKey: null,
    captions: [],
    sounds: [],
  })
})
afterEach(() => machine[Symbol.asyncDispose]())

/** Nothing that is made elsewhere is looked at. */
const NO_FILES = diskStore({ root: join(tmpdir(), 'no-media') })
const queue: Pick<JobQueue, 'add'> = {
  add: async (_db, _kind, payload, when) => void queued.push({ ...payload, ...when }),
}
/** A worker's two ends; another one is what comes after a restart. */
const start = (payload: { mediaJobId: string; attempt?: number } = { mediaJobId: JOB }) =>
  startTranscode({ db, queue, changes: { on: () => {} }, transcoder: remoteTranscoder(machine.url), log })(
    payload,
    attempt,
  )
const listen = () => remoteTranscoder(machine.url).listen(transcodeEvents({ db, queue, store: NO_FILES, log }))
const drained = () => until(() => machine.waiting.size === 0)

const rendition = (name: '360p' | '720p' | 'audio'): Rendition => ({
  ...{ name, kind: name === 'audio' ? 'audio' : 'video', playlistKey: `hls/${CONTENT}/${name}.m3u8` },
  ...{ width: 640, height: 360, bandwidth: 2, averageBandwidth: 1, codecs: 'avc1', frameRate: 25 },
})
const result = (...names: Parameters<typeof rendition>[0][]): TranscodeResult => ({
  ...{ masterKey: `hls/${CONTENT}/master.m3u8`, durationSeconds: 61.4, renditions: names.map(rendition) },
  pictures: { thumbnail: null, poster: null, waveform: null },
  ...NO_CHOICES,
})
const keyOf = (number: number) => machine.started[number - 1]?.idempotencyKey ?? ''
const completed = (idempotencyKey: string): TranscodeEvent => ({
  ...{ idempotencyKey, kind: 'completed', result: result('360p', '720p', 'audio') },
})
const playable = (idempotencyKey: string): TranscodeEvent => ({
  idempotencyKey,
  kind: 'playable',
  soFar: result('360p'),
})
const failed = (idempotencyKey: string, tryAgain: 'later' | 'never'): TranscodeEvent => ({
  ...{ idempotencyKey, kind: 'failed', words: 'No machine was free.', tryAgain, cause: 'error 1517' },
})
const content = async () => (await db.query('', 'select * from content where id = $1', [CONTENT]))[0]

test('is started and paid once, however often the queue asks, and its id is known', async () => {
  await start()
  await start()
  expect(machine.started).toHaveLength(1)
  expect(await db.query('', 'select state, external_job_id from media_jobs')).toEqual([
    { state: 'processing', external_job_id: 'remote-1' },
  ])
})

test('leaves a draft alone that was not to be published once it is ready', async () => {
  await db.query('', 'update content set publish_when_ready = false')
  await start()
  await using _worker = await listen()
  machine.tell(completed(keyOf(1)))
  await drained()
  expect(await content()).toMatchObject({ status: 'draft', is_audio_hls_ready: true, published_at: null })
})

test('completes by events that come twice, out of order, and after a restart of the worker', async () => {
  await start()
  {
    await using _worker = await listen()
    machine.tell(playable(keyOf(1)))
    await drained()
    expect(await content()).toMatchObject({ status: 'published', is_audio_hls_ready: false })
  }
  for (const event of [completed, playable, completed]) machine.tell(event(keyOf(1)))
  machine.tell({ idempotencyKey: keyOf(1), kind: 'progress', fraction: 0.4 })
  machine.tell(failed(keyOf(1), 'never'))
  await using _next = await listen()
  await drained()
  expect(await selectMediaJob(db, JOB)).toMatchObject({ state: 'completed', progress: 1, failure: null })
  expect(await content()).toMatchObject({ status: 'published', is_audio_hls_ready: true, duration_seconds: 61 })
  expect(await db.query('', 'select name from renditions order by name')).toHaveLength(3)
  expect(queued).toEqual([])
})

test('keeps an event that the database could not take', async () => {
  await start()
  machine.tell(completed(keyOf(1)))
  let refused = 0
  {
    await using _worker = await remoteTranscoder(machine.url).listen(async () => {
      refused += 1
      throw new Error('the database is gone')
    })
    await until(() => refused > 1)
  }
  await using _worker = await listen()
  await drained()
  expect(await selectMediaJob(db, JOB)).toMatchObject({ state: 'completed' })
})

test('that fails for want of something is another attempt, told twice or not; what the first one still says is over', async () => {
  await start()
  await using _worker = await listen()
  for (let time = 0; time < 2; time += 1) machine.tell(failed(keyOf(1), 'later'))
  await drained()
  expect(queued).toEqual([{ mediaJobId: JOB, attempt: 2, afterSeconds: 1 }])
  machine.tell(completed(keyOf(1)))
  await drained()
  expect(await selectMediaJob(db, JOB)).toMatchObject({ state: 'queued', attempt: 2 })
  await start({ mediaJobId: JOB, attempt: 1 })
  expect(machine.started).toHaveLength(1)
  await start({ mediaJobId: JOB, attempt: 2 })
  expect(machine.started).toHaveLength(2)
  expect(keyOf(2)).not.toBe(keyOf(1))
  machine.tell(completed(keyOf(2)))
  await drained()
  expect(await selectMediaJob(db, JOB)).toMatchObject({ state: 'completed' })
})

test('of which nothing is heard for ten minutes is asked for by one worker, and again in ten minutes, until it is over', async () => {
  const MINUTE_MS = 60_000
  const transcoder = remoteTranscoder(machine.url)
  const pollAfter = (minutes: number) =>
    pollTranscodes({ db, transcoder, clock: { nowMs: () => Date.now() + minutes * MINUTE_MS }, log })
  await pollAfter(11)
  await start()
  await pollAfter(9)
  expect(machine.polled).toEqual([])
  await Promise.all([pollAfter(11), pollAfter(11), pollAfter(12)])
  expect(machine.polled).toEqual(['remote-1'])
  await pollAfter(23)
  expect(machine.polled).toEqual(['remote-1', 'remote-1'])
  await using _worker = await listen()
  machine.tell(completed(keyOf(1)))
  await drained()
  await pollAfter(60)
  expect(machine.polled).toHaveLength(2)
})

test('that was cancelled goes on elsewhere, and is waited for by the next one of its item: both fill one folder', async () => {
  await start()
  await db.query('', `update media_jobs set state = 'cancelled', updated_at = now() - interval '1 minute'`)
  const next = { mediaJobId: crypto.randomUUID() }
  const sources = { sourceKey: 'sources/other', pictureKey: null, captions: [], sounds: [] }
  await insertMediaJob(db, { id: next.mediaJobId, contentId: CONTENT, ...sources })
  await start(next)
  expect([machine.started.length, queued]).toEqual([1, [{ ...next, afterSeconds: 3 }]])
  await using _worker = await listen()
  machine.tell(completed(keyOf(1)))
  await drained()
  await start(next)
  expect(machine.started).toHaveLength(2)
  expect(await content()).toMatchObject({ is_hls_ready: false })
})

test('that is not known here changes nothing, and does not come again', async () => {
  await using _worker = await listen()
  machine.tell(completed(crypto.randomUUID()))
  await drained()
  expect(await selectMediaJob(db, JOB)).toMatchObject({ state: 'queued' })
})

describe('that was cancelled', () => {
  const cancelled = () => db.query('', `update media_jobs set state = 'cancelled', updated_at = now()`)
  const worker = () => cancelElsewhere({ db, transcoder: remoteTranscoder(machine.url), log })

  test('is ended elsewhere, once by each worker, until its end is told', async () => {
    await start()
    const [round, other] = [worker(), worker()]
    await round()
    await cancelled()
    await round()
    await round()
    expect(machine.cancelled).toEqual(['remote-1'])
    await other()
    expect(machine.cancelled).toEqual(['remote-1', 'remote-1'])
    await using _worker = await listen()
    machine.tell(failed(keyOf(1), 'never'))
    await drained()
    await worker()()
    expect(machine.cancelled).toHaveLength(2)
  })

  test('is tried to be ended again where nobody answers', async () => {
    await start()
    await cancelled()
    machine.refusals.left = 1
    const round = worker()
    await round()
    expect(machine.cancelled).toEqual([])
    await round()
    expect(machine.cancelled).toEqual(['remote-1'])
  })

  test('while it began elsewhere is ended there', async () => {
    const transcoder = remoteTranscoder(machine.url)
    const begin = transcoder.start
    const meanwhile = {
      ...transcoder,
      start: async (...job: Parameters<typeof begin>) => {
        const id = await begin(...job)
        await cancelled()
        return id
      },
    }
    const parts = { db, queue, changes: { on: () => {} }, transcoder: meanwhile, log }
    await startTranscode(parts)({ mediaJobId: JOB }, attempt)
    expect(machine.cancelled).toEqual(['remote-1'])
    expect(await db.query('', 'select external_job_id from media_jobs')).toEqual([{ external_job_id: null }])
  })
})
