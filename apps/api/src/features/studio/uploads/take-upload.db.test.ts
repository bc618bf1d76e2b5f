import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { JobPayloads } from '../../../ports/job-queue.ts'
import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused } from '../../../ports/transcoder.ts'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { failMediaJob, selectMediaJob, startMediaJob } from '../jobs/media-job-queries.ts'
import { removeOutputs } from '../jobs/remove-leftovers.ts'
import { startTranscode } from '../jobs/start-transcode.ts'
import { result, scripted } from '../jobs/testing/scripted-transcoder.ts'
import { transcodeEvents } from '../jobs/transcode-events.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { tusClient } from './testing/tus-client.ts'
import { uploadTaker } from './testing/upload-taker.ts'
import { selectUpload } from './upload-queries.ts'

const folder = await mkdtemp(join(tmpdir(), 'take-uploads-'))
const server = await testServer({ MEDIA_DIR: folder })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { db, clock } = server
const { store } = server.parts.studio
const cookies = await signUpAs(server, 'free', 'admin')
const client = tusClient(server, { cookies, contentId: () => contentId })
const { send, urlOf, append, offsetOf } = client
const { log, queue, queued, queueAll, take, taken } = uploadTaker(server, client)
const MIB = 2 ** 20
const WORDS = Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\nBreathe in\n')
const context = { signal: new AbortController().signal, attempt: 1, lastAttempt: false }

let contentId: string
beforeEach(async () => {
  await db.query('', 'delete from uploads')
  queued.length = 0
  contentId = await draft()
})

const draft = () => insertContent(db, { title: 'Night sea', status: 'draft', isReady: false, hasPictures: false })
/** What the worker does with conversions that are queued, and those that it starts. */
function starter() {
  const started: string[] = []
  const transcoder = {
    ...scripted(),
    start: async ({ mediaJobId }: JobPayloads['transcode']) => String(started.push(mediaJobId)),
  }
  return { started, start: startTranscode({ db, queue, changes: { on: () => {} }, transcoder, log }) }
}

const jobs = () =>
  db.query<{ id: string; state: string; source_key: string; output_id: string | null; idempotency_key: string }>(
    '',
    'select id, state, source_key, picture_key, captions, output_id, idempotency_key from media_jobs where content_id = $1 order by created_at, id',
    [contentId],
  )
const item = async () => (await db.query('', 'select * from content where id = $1', [contentId]))[0]
const filesOf = async (place: string) => (await store.list(place)).keys

describe('an upload that has arrived', () => {
  test('is queued although whoever brought it writes to its row at that moment', async () => {
    const uploadId = await send(randomBytes(9))
    const round = await db.transaction(async (tx) => {
      await tx.query('', 'update uploads set writer = null where id = $1', [uploadId])
      const queueing = queueAll()
      const waits = async () => expect(await tx.query('', 'select from pg_locks where not granted')).not.toHaveLength(0)
      await Promise.race([queueing, vi.waitFor(waits, { timeout: 4_000 })])
      return { queueing }
    })
    await round.queueing
    expect(queued).toEqual([{ kind: 'take_upload', payload: { uploadId } }])
  })

  test('is queued although somebody holds an attempt that was asked for', async () => {
    await taken(randomBytes(9))
    const uploadId = await send(WORDS, { purpose: 'captions', language: 'en', filename: 'sea.vtt' })
    await db.query('', 'update media_jobs set is_retry_asked = true where content_id = $1', [contentId])
    const round = await db.transaction(async (tx) => {
      await tx.query('', 'select from media_jobs where content_id = $1 for update', [contentId])
      const queueing = queueAll()
      const state = 'select state from uploads where id = $1'
      await vi.waitFor(async () => expect(await tx.query('', state, [uploadId])).toEqual([{ state: 'queued' }]), 4_000)
      return { queueing }
    })
    await round.queueing
    expect(queued.map(({ kind }) => kind)).toEqual(['take_upload', 'transcode', 'take_upload', 'transcode'])
  })

  test('is queued once; joined, it is what the item is converted from', async () => {
    const film = randomBytes(9 * MIB + 3)
    const sha256 = createHash('sha256').update(film).digest('hex')
    const uploadId = await send(film, { sha256 })
    await queueAll()
    await queueAll()
    expect(queued).toEqual([{ kind: 'take_upload', payload: { uploadId } }])
    await take(uploadId)
    await take(uploadId)
    const key = `sources/${contentId}/${uploadId}.mp4`
    expect(Buffer.from((await store.read(key)) ?? []).equals(film)).toBe(true)
    expect(await filesOf(`sources/${contentId}/`)).toEqual([key])
    expect(await selectUpload(db, uploadId)).toMatchObject({
      state: 'taken_up',
      left_out: ['It has embedded subtitles.'],
    })
    const [job, ...others] = await jobs()
    expect(job).toMatchObject({ source_key: key, state: 'queued', output_id: null })
    expect(others).toEqual([])
    expect(queued.at(-1)).toEqual({ kind: 'transcode', payload: { mediaJobId: job?.id, attempt: 1 } })
    expect(await item()).toMatchObject({ content_type: 'video', hls_conversion_status: 'pending' })
  })

  test('is refused in words when it is damaged, or no medium; its bytes go, the item stays', async () => {
    const damaged = await taken(Buffer.from('film'), { sha256: 'a'.repeat(64) })
    expect(damaged).toMatchObject({ state: 'refused', failure: expect.stringContaining('damaged on its way') })
    const inspect = async () => {
      throw new MediaRefused('This file is incomplete.')
    }
    const refused = await taken(Buffer.from('film'), {}, { inspect })
    expect(refused).toMatchObject({ state: 'refused', failure: 'This file is incomplete.' })
    expect(await filesOf(`sources/${contentId}/`)).toEqual([])
    expect(await jobs()).toEqual([])
  })

  test('is recorded as what its uploader did to the item, with the file before it, which is kept', async () => {
    const first = await taken(Buffer.from('film'))
    const second = await taken(Buffer.from('another film'))
    const sql = `select u.email, a.before, a.after,
         a.request_id = (select request_id from uploads where object_key = a.after ->> 'file') as by_its_request
       from audit_log a join users u on u.cognito_sub = a.actor_sub
       where a.action = 'content.file_set' and a.target = $1 order by a.id`
    const media = (file: string | null = null) => ({ purpose: 'media', language: null, file })
    const email = 'free.admin@example.com'
    expect(await db.query('', sql, [contentId])).toEqual([
      { email, before: media(), after: media(first?.object_key), by_its_request: true },
      { email, before: media(first?.object_key), after: media(second?.object_key), by_its_request: true },
    ])
    const formerFiles = `select f.file, u.email from former_files f join users u on u.id = f.replaced_by where content_id = $1`
    expect(await db.query('', formerFiles, [contentId])).toEqual([
      { email, file: { purpose: 'media', key: first?.object_key, durationSeconds: 61.4, kind: 'video' } },
    ])
  })

  test('keeps its bytes where another worker has taken it up meanwhile', async () => {
    const uploadId = await send(Buffer.from('film'))
    await queueAll()
    const inspect = async () => {
      await take(uploadId)
      throw new MediaRefused('This file is incomplete.')
    }
    await take(uploadId, { inspect })
    expect(await selectUpload(db, uploadId)).toMatchObject({ state: 'taken_up', failure: null })
    expect(await filesOf(`sources/${contentId}/`)).toHaveLength(1)
  })

  test('waits, and says so, while our side lacks something; in the end it is refused without blame', async () => {
    const inspect = async () => {
      throw new ResourceUnavailable('The disk is full.')
    }
    const uploadId = await send(Buffer.from('film'))
    await queueAll()
    await expect(take(uploadId, { inspect })).rejects.toThrow('The disk is full.')
    const waiting = 'The disk is full. It is tried again by itself.'
    expect(await selectUpload(db, uploadId)).toMatchObject({ state: 'queued', failure: waiting })
    await take(uploadId, { inspect }, true)
    expect(await selectUpload(db, uploadId)).toMatchObject({ state: 'refused' })
  })

  test('cover, captions and chapters that come before the media are converted with them, in one go', async () => {
    await taken(Buffer.from('cover'), { purpose: 'picture', filename: 'cover.jpg' })
    await taken(WORDS, { purpose: 'captions', language: 'en', filename: 'en.vtt' })
    await taken(WORDS, { purpose: 'chapters', filename: 'chapters.vtt' })
    expect(await jobs()).toEqual([])
    expect(await item()).toMatchObject({ chapters: [{ title: 'Breathe in', startSeconds: 1 }] })
    await taken(Buffer.from('film'))
    // Other captions of the same language, which the conversion that waits takes instead.
    await taken(WORDS, { purpose: 'captions', language: 'en', filename: 'better.vtt' })
    expect(await jobs()).toMatchObject([
      { picture_key: expect.stringMatching(/\.jpg$/), captions: [{ language: 'en', key: expect.any(String) }] },
    ])
  })

  test('words and pictures that are none are refused', async () => {
    const words = await taken(Buffer.from('1\n00:01'), { purpose: 'captions', language: 'en', filename: 'en.srt' })
    expect(words).toMatchObject({ state: 'refused', failure: expect.stringContaining('en.srt') })
    const chapters = await taken(Buffer.from('x'), { purpose: 'chapters', filename: 'list.txt' })
    expect(chapters).toMatchObject({ state: 'refused', failure: expect.stringContaining('The chapters in list.txt') })
    await taken(Buffer.from('film'))
    const late = Buffer.from('WEBVTT\n\n01:02.000 --> 01:03.000\nThe end\n')
    const beyond = await taken(late, { purpose: 'chapters', filename: 'late.vtt' })
    expect(beyond?.failure).toBe(
      'late.vtt has a chapter, “The end”, that begins after 62 seconds; the media last 61. Does it belong to them?',
    )
    const inspectPicture = async () => {
      throw new MediaRefused('This is no picture.')
    }
    const picture = await taken(Buffer.from('x'), { purpose: 'picture', filename: 'x.jpg' }, { inspectPicture })
    expect(picture).toMatchObject({ state: 'refused', failure: 'This is no picture.' })
  })
})

test('a conversion that was cancelled and tried again before its turn is started once', async () => {
  await taken(Buffer.from('film'))
  const [job] = await jobs()
  for (const act of ['cancel', 'retry']) {
    const url = `/api/studio/jobs/${job?.id}/${act}`
    expect((await server.request('POST', url, { cookies })).statusCode).toBe(204)
  }
  await queueAll()
  const { started, start } = starter()
  const payloads = queued.filter(({ kind }) => kind === 'transcode').map(({ payload }) => payload)
  for (const payload of payloads) await start(payload as JobPayloads['transcode'], context)
  expect([payloads.length, started]).toEqual([2, [job?.id]])
})

describe('media that replace those of an item that plays', () => {
  /** An item that plays, and the conversion of other media for it. */
  async function replaced() {
    contentId = await insertContent(db, { title: 'Night sea' })
    await store.put(mediaKey(contentId, '360p/segment0000.ts'), Buffer.from('old'))
    await store.put(mediaKey(contentId, '360p/segment0001.ts'), Buffer.from('old'))
    await store.put(`sources/${contentId}/original.mp4`, Buffer.from('the old film'))
    await taken(Buffer.from('film'))
    const [job] = await jobs()
    if (!job?.output_id) throw new Error('It has no folder of its own')
    await startMediaJob(db, job.id)
    await store.put(mediaKey(job.output_id, '360p/segment0000.ts'), Buffer.from('new'))
    await store.put(mediaKey(job.output_id, 'master.m3u8'), Buffer.from('new'))
    return { ...job, output_id: job.output_id }
  }
  const tell = transcodeEvents({ db, store, queue, log })
  const played = async (file: string) => Buffer.from((await store.read(mediaKey(contentId, file))) ?? []).toString()
  const PLAYS = { status: 'published', is_hls_ready: true }

  test('let it play until all of them are there; then the old ones are gone, and what they were made from', async () => {
    const { idempotency_key: idempotencyKey, source_key, output_id } = await replaced()
    await tell({ idempotencyKey, kind: 'playable', soFar: result('360p') })
    expect([await played('360p/segment0000.ts'), await item()]).toMatchObject(['old', PLAYS])
    await tell({ idempotencyKey, kind: 'completed', result: result('360p') })
    expect([await played('360p/segment0000.ts'), await played('master.m3u8'), await item()]).toMatchObject([
      ...['new', 'new'],
      { ...PLAYS, hls_conversion_status: 'completed', duration_seconds: 61 },
    ])
    expect(await filesOf(mediaKey(contentId))).toHaveLength(2)
    expect(await filesOf(mediaKey(output_id))).toEqual([])
    expect(await filesOf(`sources/${contentId}/`)).toEqual([source_key])
  })

  test('take nothing away from it when they cannot be converted, and leave nothing behind', async () => {
    const job = await replaced()
    await failMediaJob(db, { id: job.id, content_id: contentId }, 'It is damaged.')
    expect([await played('360p/segment0001.ts'), await item()]).toMatchObject(['old', PLAYS])
    await removeOutputs({ db, store })
    expect(await filesOf(mediaKey(job.output_id))).toEqual([])
    expect((await selectMediaJob(db, job.id))?.output_id).toBeNull()
  })

  test('follow a conversion under way that plays already, and end one of media that nobody wants any more', async () => {
    const first = await replaced()
    await taken(Buffer.from('another film'))
    const [, second] = await jobs()
    expect([await selectMediaJob(db, first.id), second]).toMatchObject([
      { state: 'cancelled', failure: 'Another file took its place.' },
      { state: 'queued' },
    ])
    await db.query('', `update media_jobs set state = 'playable' where id = $1`, [first.id])
    const { started, start } = starter()
    const payload = { mediaJobId: second?.id ?? '' }
    await start(payload, context)
    expect([started, queued.at(-1)]).toEqual([[], { kind: 'transcode', payload }])
    await db.query('', `update media_jobs set state = 'completed' where id = $1`, [first.id])
    await start(payload, context)
    expect(started).toEqual([second?.id])
  })
})

describe('what nobody goes on with', () => {
  test('is given up after so many days without a byte, and after a week at all; its bytes go', async () => {
    const urls = [await urlOf({ length: 9 }), await urlOf({ length: 9 }), await urlOf({ length: 9 })]
    for (const url of urls) await append(url, 0, Buffer.from('abc'))
    const [idle, , slow] = urls.map((url) => url.split('/').at(-1))
    await db.query('', `update uploads set updated_at = updated_at - interval '49 hours' where id = $1`, [idle])
    await db.query('', `update uploads set created_at = created_at - interval '7 days 1 hour' where id = $1`, [slow])
    await sweepUploads({ db, store, clock, keepDays: 2 })
    const states = await Promise.all(urls.map(async (url) => (await offsetOf(url)).statusCode))
    expect(states).toEqual([404, 200, 404])
    expect(await filesOf(`sources/${contentId}/`)).toHaveLength(1)
  })
})
