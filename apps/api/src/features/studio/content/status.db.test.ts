import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, describe, expect, test } from 'vitest'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { tusClient } from '../uploads/testing/tus-client.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'
import { publishDue } from './publish-due.ts'
import { purgeDeleted } from './purge-deleted.ts'
import { sourceFolder } from './source-folder.ts'
import { CONTENT_URL, studioContent } from './testing/studio-content.ts'

const server = await testServer()
const { db, clock } = server
afterAll(() => server[Symbol.asyncDispose]())

const { moderator, ask, made, playable, setStatus, published, memberSees, actsOn, refusals } =
  await studioContent(server)

describe('PUT /api/studio/content/{id}/status', () => {
  refusals('PUT', '/status', { status: 'draft' })

  test('200: published, unlisted, archived and a draft again; members see it accordingly', async () => {
    const id = await published()
    await until(() => memberSees(id))
    const found = async () =>
      (await server.request('GET', '/content/browse?limit=100'))
        .json()
        .content.some((card: { id: string }) => card.id === id)
    expect(await found()).toBe(true)
    await setStatus(id, { status: 'unlisted' })
    await until(async () => !(await found()))
    expect(await memberSees(id)).toBe(true)
    await setStatus(id, { status: 'archived' })
    await until(async () => !(await memberSees(id)))
    expect((await setStatus(id, { status: 'draft' })).json()).toMatchObject({
      status: 'draft',
      published_at: expect.any(String),
    })
    expect((await actsOn(id)).slice(1)).toEqual(Array(4).fill('content.status_set'))
  })

  test('409: nothing is changed by who did not see what it is by now', async () => {
    const id = await published()
    const stale = await setStatus(id, { status: 'unlisted', from: 'draft' })
    expect(stale).toMatchObject({ statusCode: 409 })
    expect(stale.json().code).toBe('edit_conflict')
    expect((await ask('GET', `/${id}`)).json().status).toBe('published')
    expect((await setStatus(id, { status: 'unlisted', from: 'published' })).statusCode).toBe(200)
  })

  test('200: what is scheduled is published when its time has come, and not before', async () => {
    const { id } = await made()
    await playable(id)
    const at = new Date(clock.nowMs() + 60_000).toISOString()
    const scheduled = await setStatus(id, { status: 'scheduled', publish_at: at, publish_zone: 'Europe/Zurich' })
    expect(scheduled.json()).toMatchObject({ status: 'scheduled', publish_at: at, publish_zone: 'Europe/Zurich' })
    clock.advance(59_000)
    await publishDue({ db, clock })
    expect(await memberSees(id)).toBe(false)
    clock.advance(1_000)
    await Promise.all([publishDue({ db, clock }), publishDue({ db, clock })])
    await until(() => memberSees(id))
    expect((await ask('GET', `/${id}`)).json()).toMatchObject({
      status: 'published',
      publish_at: null,
      published_at: at,
    })
    expect(await actsOn(id)).toEqual(['content.created', 'content.status_set', 'content.status_set'])
  })

  test('200: what has nothing to play at its time is published once it has', async () => {
    const { id } = await made()
    const publish_at = new Date(clock.nowMs() + 1_000).toISOString()
    await setStatus(id, { status: 'scheduled', publish_at, publish_zone: 'UTC' })
    clock.advance(10_000)
    await publishDue({ db, clock })
    expect((await ask('GET', `/${id}`)).json()).toMatchObject({ status: 'scheduled' })
    await playable(id)
    await publishDue({ db, clock })
    expect((await ask('GET', `/${id}`)).json()).toMatchObject({ status: 'published' })
  })

  test('200: what is being converted stays a draft that is published by itself', async () => {
    const { id } = await made()
    await db.query('', `update content set hls_conversion_status = 'processing' where id = $1`, [id])
    expect((await setStatus(id, { status: 'published' })).json()).toMatchObject({
      status: 'draft',
      publish_when_ready: true,
    })
    expect((await setStatus(id, { status: 'draft' })).json()).toMatchObject({ publish_when_ready: false })
  })

  test('200: a moderator takes items of others down', async () => {
    const id = await published()
    expect((await setStatus(id, { status: 'draft' }, moderator)).json()).toMatchObject({ status: 'draft' })
    expect((await setStatus(id, { status: 'archived' }, moderator)).json()).toMatchObject({ status: 'archived' })
  })

  test('403: a moderator publishes nothing', async () => {
    const id = await published()
    for (const status of ['published', 'unlisted'])
      expect((await setStatus(id, { status }, moderator)).statusCode).toBe(403)
  })

  test('409: nothing to play, or not yet; or it was deleted', async () => {
    const { id } = await made()
    expect((await setStatus(id, { status: 'published' })).json()).toMatchObject({ code: 'not_ready' })
    await db.query('', `update content set hls_conversion_status = 'pending' where id = $1`, [id])
    expect((await setStatus(id, { status: 'unlisted' })).json()).toMatchObject({ code: 'not_ready' })
    await ask('DELETE', `/${id}`)
    expect((await setStatus(id, { status: 'draft' })).json()).toMatchObject({ code: 'content_deleted' })
  })

  test.each([
    ['no time', {}],
    ['no zone', { publish_at: '2999-01-01T00:00:00Z' }],
    ['a zone that is none', { publish_at: '2999-01-01T00:00:00Z', publish_zone: 'Mars/Olympus' }],
    ['a time that has passed', { publish_at: '2020-01-01T00:00:00Z', publish_zone: 'UTC' }],
    ['a time in a thousand years', { publish_at: '2999-01-01T00:00:00Z', publish_zone: 'UTC' }],
  ])('422: a schedule with %s', async (_, schedule) => {
    const { id } = await made()
    expect((await setStatus(id, { status: 'scheduled', ...schedule })).statusCode).toBe(422)
  })
})

test('where creators do not publish, they ask, and an administrator does; they change drafts alone', async () => {
  await using strict = await testServer({ CREATORS_PUBLISH: 'false' })
  const [asker, chief] = [await signUpAs(strict, 'free', 'content_creator'), await signUpAs(strict, 'free', 'admin')]
  const { id } = (await strict.request('POST', CONTENT_URL, { cookies: asker, body: { title: 'Sea' } })).json()
  await strict.db.query('', 'update content set is_hls_ready = true where id = $1', [id])
  const publishAs = async (cookies: string) =>
    (await strict.request('PUT', `${CONTENT_URL}/${id}/status`, { cookies, body: { status: 'published' } })).json()
  expect(await publishAs(asker)).toMatchObject({
    ...{ status: 'draft', review_requested_at: expect.any(String), may_publish: false },
  })
  const waiting = await strict.request('GET', `${CONTENT_URL}?review=true`, { cookies: chief })
  expect(waiting.json()).toMatchObject({ total: 1 })
  expect(await publishAs(chief)).toMatchObject({ status: 'published', review_requested_at: null })

  const refused = { status: 403, code: 'forbidden', detail: expect.stringContaining('Make a draft of it') }
  const retitled = (title: string) =>
    strict.request('PATCH', `${CONTENT_URL}/${id}`, { cookies: asker, body: { version: 1, title } })
  expect((await retitled('Not the sea')).json()).toMatchObject(refused)
  const upload = await tusClient(strict, { cookies: asker, contentId: () => id }).begin()
  expect(upload.json()).toMatchObject(refused)
  await strict.request('PUT', `${CONTENT_URL}/${id}/status`, { cookies: asker, body: { status: 'draft' } })
  expect((await retitled('Calm sea')).json()).toMatchObject({ title: 'Calm sea', status: 'draft' })
})

describe('DELETE /api/studio/content/{id}', () => {
  refusals('DELETE', '')

  test('200: members cannot open it any more; after a week it is gone with its media, and not before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'purge-'))
    const store = diskStore({ root: folder })
    const id = await published()
    const kept = await published()
    await until(() => memberSees(id))
    for (const item of [id, kept]) {
      await store.put(`${sourceFolder(item)}original.mp4`, new Uint8Array(1))
      await store.put(mediaKey(item, 'master.m3u8'), new Uint8Array(1))
    }
    const answer = (await ask('DELETE', `/${id}`)).json()
    expect(Date.parse(answer.gone_at) - clock.nowMs()).toBe(KEEP_DELETED_MS)
    await until(async () => !(await memberSees(id)))
    await purgeDeleted({ db, store, clock })
    expect((await ask('GET', `/${id}`)).json()).toMatchObject({ id, deleted_at: expect.any(String) })
    await purgeDeleted({ db, store, clock: { nowMs: () => clock.nowMs() + KEEP_DELETED_MS + 1 } })
    expect((await ask('GET', `/${id}`)).statusCode).toBe(404)
    expect((await store.list('sources/')).keys).toEqual([`${sourceFolder(kept)}original.mp4`])
    expect((await store.list('hls/')).keys).toEqual([mediaKey(kept, 'master.m3u8')])
    expect((await actsOn(id)).slice(-2)).toEqual(['content.deleted', 'content.purged'])
    await rm(folder, { recursive: true })
  })

  test('409: what was deleted already', async () => {
    const { id } = await made()
    await ask('DELETE', `/${id}`)
    expect((await ask('DELETE', `/${id}`)).json()).toMatchObject({ code: 'content_deleted' })
  })
})

describe('POST /api/studio/content/{id}/undelete', () => {
  refusals('POST', '/undelete')

  test('200: it is what it was; a time that has passed makes a draft of it', async () => {
    const id = await published()
    await ask('DELETE', `/${id}`)
    expect((await ask('POST', `/${id}/undelete`)).json()).toMatchObject({ status: 'published', deleted_at: null })
    await until(() => memberSees(id))
    const publish_at = new Date(clock.nowMs() + 1_000).toISOString()
    await setStatus(id, { status: 'scheduled', publish_at, publish_zone: 'UTC' })
    await ask('DELETE', `/${id}`)
    clock.advance(2_000)
    expect((await ask('POST', `/${id}/undelete`)).json()).toMatchObject({ status: 'draft', publish_at: null })
    expect((await ask('POST', `/${id}/undelete`)).json()).toMatchObject({ status: 'draft' })
  })
})
