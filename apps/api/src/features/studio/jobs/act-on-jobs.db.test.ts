import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { insertMediaJob } from './conversion-queries.ts'
import {
  failMediaJob,
  noteStopped,
  saveExternalId,
  selectMediaJob,
  startMediaJob,
  takeAskedRetries,
} from './media-job-queries.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const admin = await signUpAs(server, 'free', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'premium')

let job: { id: string; content_id: string }
beforeEach(async () => {
  const content_id = await insertContent(server.db, {
    title: 'Night sea',
    status: 'draft',
    isReady: false,
    hasPictures: false,
  })
  job = { id: randomUUID(), content_id }
  await insertMediaJob(server.db, {
    id: job.id,
    contentId: content_id,
    sourceKey: 'x',
    pictureKey: null,
    captions: [],
    sounds: [],
  })
})

const act = (what: 'retry' | 'cancel', cookies = admin, id = job.id) =>
  server.request('POST', `/api/studio/jobs/${id}/${what}`, { cookies })
const statusOf = async (...asked: Parameters<typeof act>) => (await act(...asked)).statusCode

describe('POST /api/studio/jobs/{id}/cancel', () => {
  test('204: it is over, and can be tried again', async () => {
    await startMediaJob(server.db, job.id)
    expect(await statusOf('cancel')).toBe(204)
    expect(await selectMediaJob(server.db, job.id)).toMatchObject({ state: 'cancelled', failure: null })
    expect(await statusOf('retry')).toBe(204)
  })

  test('401, 403, 404: only for who looks after the item; 400: no id', async () => {
    expect(await statusOf('cancel', '')).toBe(401)
    expect(await statusOf('cancel', member)).toBe(403)
    expect(await statusOf('cancel', creator)).toBe(404)
    expect(await statusOf('cancel', admin, 'x')).toBe(400)
  })

  test('409: what is over stays so', async () => {
    await failMediaJob(server.db, job, 'It is damaged.')
    expect(await statusOf('cancel')).toBe(409)
  })
})

describe('POST /api/studio/jobs/{id}/retry', () => {
  test('204: the worker is asked for another attempt, once', async () => {
    await failMediaJob(server.db, job, 'It is damaged.')
    expect(await statusOf('retry')).toBe(204)
    expect(await selectMediaJob(server.db, job.id)).toMatchObject({ state: 'queued', failure: null, attempt: 2 })
    expect(await takeAskedRetries(server.db)).toContainEqual({ id: job.id, attempt: 2 })
    expect(await statusOf('retry')).toBe(409)
  })

  test('409: not while the cancelled attempt may go on elsewhere', async () => {
    await startMediaJob(server.db, job.id)
    const key = (await selectMediaJob(server.db, job.id))?.idempotency_key ?? ''
    await saveExternalId(server.db, key, 'remote-1')
    expect(await statusOf('cancel')).toBe(204)
    expect((await act('retry')).json()).toMatchObject({ status: 409, code: 'not_ready' })
    await noteStopped(server.db, key)
    expect(await statusOf('retry')).toBe(204)
  })

  test('401, 403, 404: only for who looks after the item; 400: no id', async () => {
    expect(await statusOf('retry', '')).toBe(401)
    expect(await statusOf('retry', member)).toBe(403)
    expect(await statusOf('retry', creator)).toBe(404)
    expect(await statusOf('retry', admin, 'x')).toBe(400)
  })
})
