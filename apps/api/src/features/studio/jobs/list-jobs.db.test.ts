import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { insertMediaJob } from './conversion-queries.ts'
import { failMediaJob, saveProgress, selectMediaJob, startMediaJob } from './media-job-queries.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const admin = await signUpAs(server, 'free', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'premium')
const list = (query = '', cookies = admin) => server.request('GET', `/api/studio/jobs${query}`, { cookies })

async function addJob(title: string): Promise<{ id: string; content_id: string }> {
  const content_id = await insertContent(server.db, { title, status: 'draft', isReady: false, hasPictures: false })
  const id = randomUUID()
  await insertMediaJob(server.db, {
    id,
    contentId: content_id,
    sourceKey: 'sources/x',
    pictureKey: null,
    captions: [],
    sounds: [],
  })
  return { id, content_id }
}

const waiting = await addJob('Rain')
const running = await addJob('Forest')
const failed = await addJob('Noise')
await startMediaJob(server.db, running.id)
const { idempotency_key = '' } = (await selectMediaJob(server.db, running.id)) ?? {}
await saveProgress(server.db, idempotency_key, 0.25)
await failMediaJob(server.db, failed, 'The sound of this file cannot be decoded: it is damaged.')

describe('GET /api/studio/jobs', () => {
  test('200: newest first, with state, progress and the cause of a failure in words', async () => {
    const { jobs, ...page } = (await list()).json()
    expect(page).toEqual({ total: 3, has_uncounted: false, limit: 20, offset: 0 })
    const common = {
      ...{ content_type: 'video', is_open: false },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    }
    expect(jobs).toEqual([
      {
        ...{ ...failed, ...common, title: 'Noise', state: 'failed', progress: 0 },
        failure: 'The sound of this file cannot be decoded: it is damaged.',
      },
      { ...running, ...common, title: 'Forest', state: 'processing', progress: 0.25, failure: null },
      { ...waiting, ...common, title: 'Rain', state: 'queued', progress: 0, failure: null },
    ])
  })

  test('200: those of one state, page by page', async () => {
    expect((await list('?state=failed')).json()).toMatchObject({ jobs: [{ id: failed.id }], total: 1 })
    expect((await list('?limit=1&offset=2')).json()).toMatchObject({ jobs: [{ id: waiting.id }], total: 3, offset: 2 })
    expect((await list('?offset=3')).json()).toMatchObject({ jobs: [], total: 3 })
  })

  test('200: who makes items sees conversions of their own only', async () => {
    const own = `update content set owner_id = (select id from users where role = 'content_creator') where id = $1`
    await server.db.query('', own, [running.content_id])
    expect((await list('', creator)).json()).toMatchObject({ jobs: [{ id: running.id }], total: 1 })
  })

  test('401: without a session', async () => {
    expect((await list('', '')).statusCode).toBe(401)
  })

  test('403: a member whose role may not manage content is told what is missing', async () => {
    const response = await list('', member)
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({
      code: 'forbidden',
      detail: 'Your account lacks the permission manage_content. Ask an administrator for a role that has it.',
    })
  })

  test.each(['?state=lost', '?limit=0', '?limit=101', '?offset=-1'])('422: %s', async (query) => {
    expect((await list(query)).statusCode).toBe(422)
  })
})
