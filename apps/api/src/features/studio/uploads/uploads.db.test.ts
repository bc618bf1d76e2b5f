import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { receive } from './receive.ts'
import { TUS, tusClient, type Wish } from './testing/tus-client.ts'

const folder = await mkdtemp(join(tmpdir(), 'uploads-'))
const server = await testServer({ MEDIA_DIR: folder, MAX_SOURCE_GB: '0.03', UPLOAD_QUOTA_GB: '0.05' })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const admin = await signUpAs(server, 'free', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'premium')
const { store } = server.parts.studio
const MIB = 2 ** 20

let contentId: string
beforeEach(async () => {
  await server.db.query('', 'delete from uploads')
  contentId = await insertContent(server.db, {
    title: 'Night sea',
    status: 'draft',
    isReady: false,
    hasPictures: false,
  })
  await server.db.query(
    '',
    `update content set owner_id = (select id from users where role = 'content_creator') where id = $1`,
    [contentId],
  )
})

const { begin, append, urlOf, offsetOf, rowOf } = tusClient(server, { cookies: creator, contentId: () => contentId })

/** Bytes that break off. */
function cutOff(bytes: Buffer): Readable {
  return Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
      throw new Error('the line was cut')
    })(),
  )
}

describe('POST /api/studio/uploads', () => {
  test('201: begins at nothing, under an address of its own', async () => {
    const response = await begin()
    expect(response.statusCode).toBe(201)
    expect(response.headers).toMatchObject({ ...TUS, 'upload-offset': '0', 'upload-length': String(20 * MIB) })
    const upload = response.json()
    expect(upload).toMatchObject({ content_id: contentId, file_name: 'Night sea.MP4', purpose: 'media', received: 0 })
    expect(response.headers.location).toBe(`/api/studio/uploads/${upload.id}`)
    expect((await rowOf(`/${upload.id}`))?.object_key).toBe(`sources/${contentId}/${upload.id}.mp4`)
  })

  test('201: an item is the same by whatever letters its id is written; its files stay together', async () => {
    const upload = (await begin({ metadata: { content_id: contentId.toUpperCase() } })).json()
    expect((await rowOf(`/${upload.id}`))?.object_key).toBe(`sources/${contentId}/${upload.id}.mp4`)
  })

  test('201: its item can be set to be published from now on, as soon as it can be played', async () => {
    const publish = () =>
      server.request('PUT', `/api/studio/content/${contentId}/status`, {
        cookies: creator,
        body: { status: 'published' },
      })
    expect((await publish()).statusCode).toBe(409)
    await begin()
    expect((await publish()).json()).toMatchObject({ status: 'draft', publish_when_ready: true })
  })

  test('401: without a session; 403: without the permission', async () => {
    expect((await begin({ cookies: '' })).statusCode).toBe(401)
    expect((await begin({ cookies: member })).statusCode).toBe(403)
  })

  test('404: an item of somebody else is none, except to who looks after all', async () => {
    await server.db.query('', 'update content set owner_id = null where id = $1', [contentId])
    expect((await begin()).statusCode).toBe(404)
    expect((await begin({ cookies: admin })).statusCode).toBe(201)
  })

  test('412: another protocol', async () => {
    expect((await begin({ headers: {} })).headers['tus-version']).toBe('1.0.0')
  })

  test('413: larger than a file, or all files, may be, before the first byte', async () => {
    expect((await begin({ length: 31e6 })).json()).toMatchObject({ code: 'too_large' })
    await begin({ length: 29e6 })
    expect((await begin({ length: 29e6 })).json()).toMatchObject({
      code: 'quota_exceeded',
      detail: expect.stringContaining('29 MB of 50 MB'),
    })
  })

  test('413: of those that begin at once, no more than there is room for', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => begin({ length: 20e6 })))
    expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([
      201, 201, 413, 413, 413, 413,
    ])
  })

  const wrong: Wish[] = [
    { length: 0 },
    { metadata: { content_id: 'x' } },
    { metadata: { purpose: 'other' } },
    { metadata: { purpose: 'captions' } },
    { metadata: { sha256: 'AB' } },
    { metadata: { filename: '' } },
  ]
  test.each(wrong)('422: %j', async (wish) => {
    expect((await begin(wish)).statusCode).toBe(422)
  })
})

test.each(['beginMultipart', 'putPart'] as const)('503: in words, while the disk is full (%s)', async (way) => {
  const bytes = randomBytes(8 * MIB)
  const url = await urlOf({ length: bytes.length })
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  using _ = vi.spyOn(store, way).mockRejectedValue(full)
  const answer = way === 'putPart' ? await append(url, 0, bytes) : await begin()
  expect(answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining('There is no room for') })
  expect(server.logged.splice(0)).toHaveLength(1)
})

describe('PATCH /api/studio/uploads/{id}', () => {
  const whole = randomBytes(20 * MIB)

  test('204: bytes count from where the upload stands, and with the last one it is received', async () => {
    const url = await urlOf()
    const first = await append(url, 0, whole.subarray(0, 3 * MIB))
    expect([first.statusCode, first.headers['upload-offset']]).toEqual([204, String(3 * MIB)])
    await append(url, 3 * MIB, whole.subarray(3 * MIB, 17 * MIB))
    expect(await offsetOf(url)).toEqual({ statusCode: 200, offset: 17 * MIB, length: 20 * MIB })
    expect((await append(url, 17 * MIB, whole.subarray(17 * MIB))).statusCode).toBe(204)
    expect(await rowOf(url)).toMatchObject({ state: 'received', received: 20 * MIB })
    // Nothing but the parts and the tail that belongs to the last one is left.
    expect((await store.list(`sources/${contentId}/`)).keys).toEqual([])
  })

  test('what came before the line was cut stays, to the byte', async () => {
    const url = await urlOf()
    const upload = await rowOf(url)
    if (!upload) throw new Error('There is no upload')
    const some = cutOff(whole.subarray(0, 13 * MIB + 5))
    await expect(receive(server.parts.studio, upload, some, null)).rejects.toThrow('the line was cut')
    expect((await offsetOf(url)).offset).toBe(13 * MIB + 5)
    expect((await append(url, 13 * MIB + 5, whole.subarray(13 * MIB + 5))).statusCode).toBe(204)
  })

  test('a tail that is lost sets it back to the last whole part', async () => {
    const url = await urlOf()
    await append(url, 0, whole.subarray(0, 9 * MIB))
    await store.deleteFolder(`sources/${contentId}/`)
    expect((await append(url, 9 * MIB, whole.subarray(9 * MIB))).statusCode).toBe(409)
    expect((await offsetOf(url)).offset).toBe(8 * MIB)
  })

  test('460: with a checksum all of it counts, or nothing', async () => {
    const url = await urlOf()
    const some = whole.subarray(0, 9 * MIB)
    const sum = createHash('sha256').update(some).digest('base64')
    const wrong = { headers: { 'upload-checksum': `sha256 ${createHash('sha256').update('x').digest('base64')}` } }
    expect((await append(url, 0, some, wrong)).statusCode).toBe(460)
    expect((await offsetOf(url)).offset).toBe(0)
    expect((await append(url, 0, some, { headers: { 'upload-checksum': `sha256 ${sum}` } })).statusCode).toBe(204)
    expect((await append(url, 9 * MIB, some, { headers: { 'upload-checksum': 'md5 x' } })).statusCode).toBe(400)
  })

  test('401, 403, 404: for nobody but its owner', async () => {
    const url = await urlOf()
    const status = async (cookies: string) => (await append(url, 0, Buffer.from('x'), { cookies })).statusCode
    expect(await Promise.all([status(''), status(member), status(admin)])).toEqual([401, 403, 404])
  })

  test('409: not from elsewhere; of two that come at once, one goes on, and the other leaves nothing', async () => {
    const url = await urlOf()
    expect((await append(url, 5, whole.subarray(5, 10))).json()).toMatchObject({ code: 'offset_conflict' })
    for (let at = 0; at < 600; ) {
      const both = await Promise.all([50, 100].map((count) => append(url, at, whole.subarray(at, at + count))))
      expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([204, 409])
      at = (await offsetOf(url)).offset
      expect((await store.list(`sources/${contentId}/`)).keys).toEqual([(await rowOf(url))?.tail_key])
    }
    expect(
      (await append(url, (await offsetOf(url)).offset, whole.subarray((await offsetOf(url)).offset))).statusCode,
    ).toBe(204)
  })

  test('412, 413, 415, 422: another protocol, more than was said, another type, no offset', async () => {
    const url = await urlOf({ length: 10 })
    const status = async (headers: Record<string, string>, length = 5) =>
      (await append(url, 0, whole.subarray(0, length), { headers })).statusCode
    expect(await status({ 'tus-resumable': '0.2' })).toBe(412)
    expect(await status({}, 11)).toBe(413)
    expect(await status({ 'content-type': 'text/plain' })).toBe(415)
    expect(await status({ 'upload-offset': 'x' })).toBe(422)
  })
})

describe('GET /api/studio/uploads/{id}', () => {
  test('200: how it stands; 404: for others; 400: no id; 401, 403', async () => {
    const url = await urlOf()
    const status = async (cookies: string) => (await server.request('GET', url, { cookies })).statusCode
    expect(await Promise.all([status(creator), status(admin), status(''), status(member)])).toEqual([
      200, 404, 401, 403,
    ])
    const noId = await server.request('GET', '/api/studio/uploads/x', { cookies: creator })
    expect(noId.statusCode).toBe(400)
  })
})

describe('GET /api/studio/uploads', () => {
  test("200: the caller's, newest first, with what they amount to", async () => {
    await begin({ length: 5, cookies: admin })
    await begin({ length: 7 })
    const answer = (await server.request('GET', '/api/studio/uploads', { cookies: creator })).json()
    expect(answer).toMatchObject({ uploads: [{ length: 7 }], used_bytes: 7, quota_bytes: 50e6 })
  })

  test('401, 403, 422', async () => {
    const status = async (cookies: string, query = '') =>
      (await server.request('GET', `/api/studio/uploads${query}`, { cookies })).statusCode
    expect(await Promise.all([status(''), status(member), status(creator, '?limit=0')])).toEqual([401, 403, 422])
  })
})

describe('DELETE /api/studio/uploads/{id}', () => {
  const remove = (url: string, cookies = creator) => server.request('DELETE', url, { cookies, headers: TUS })

  test('204: its bytes are gone with it, and what a request left that was killed', async () => {
    const url = await urlOf()
    await append(url, 0, randomBytes(9 * MIB))
    await store.put(`${(await rowOf(url))?.object_key}.tail-left`, randomBytes(5))
    expect((await remove(url)).statusCode).toBe(204)
    expect((await store.list(`sources/${contentId}/`)).keys).toEqual([])
    expect((await offsetOf(url)).statusCode).toBe(404)
  })

  test('204: is recorded, as its beginning is, with what it was for and who did it', async () => {
    const url = await urlOf({ length: 9 })
    await append(url, 0, Buffer.from('abc'))
    await remove(url)
    const acts = await server.db.query(
      '',
      `select u.role, a.action, a.before, a.after, a.request_id is not null as by_request
       from audit_log a join users u on u.cognito_sub = a.actor_sub where a.target = $1 order by a.id`,
      [url.split('/').at(-1)],
    )
    const facts = { item: contentId, purpose: 'media', language: null, length: 9 }
    expect(acts).toEqual([
      { role: 'content_creator', action: 'upload.begun', before: null, after: facts, by_request: true },
      {
        ...{ role: 'content_creator', action: 'upload.removed', before: { ...facts, received: 3 } },
        ...{ after: null, by_request: true },
      },
    ])
  })

  test('401, 403, 404: nobody else; 409: not when all has arrived', async () => {
    const url = await urlOf({ length: 3 })
    const status = async (cookies: string) => (await remove(url, cookies)).statusCode
    expect(await Promise.all([status(''), status(member), status(admin)])).toEqual([401, 403, 404])
    await append(url, 0, Buffer.from('abc'))
    expect(await status(creator)).toBe(409)
  })
})
