import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoreUnavailable } from '@better-and-bliss/object-store'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { exportKey } from './export-key.ts'

const folder = await mkdtemp(join(tmpdir(), 'exports-'))
const server = await testServer({ MEDIA_DIR: folder, BACKEND_URL: 'http://api.example:8000' })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { db, clock } = server
const { store } = server.parts.personalData

const ask = (cookies?: string) => server.request('POST', '/auth/export', cookies ? { cookies } : {})
const status = (cookies?: string) => server.request('GET', '/auth/export', cookies ? { cookies } : {})
const fetchFile = (id: string, cookies?: string) =>
  server.request('GET', `/auth/export/${id}/file`, cookies ? { cookies } : {})
const actsOf = (email: string) =>
  db.query(
    '',
    `select 1 from audit_log where action = 'account.export_requested'
     and target = (select cognito_sub from users where email = $1)`,
    [email],
  )
const DAY_MS = 86_400_000

/** A member whose export a worker has written. */
async function withExport(email: string): Promise<{ cookies: string; id: string }> {
  const cookies = await signUp(server, email)
  await ask(cookies)
  const [row] = await db.query<{ id: string }>(
    '',
    `update data_exports set state = 'ready', size_bytes = 4, expires_at = $2
     where user_id = (select id from users where email = $1) returning id`,
    [email, new Date(clock.nowMs() + DAY_MS)],
  )
  const id = row?.id ?? ''
  await store.put(exportKey(id), Buffer.from('zip!'))
  return { cookies, id }
}

describe('POST /auth/export', () => {
  test('202: it is queued and recorded once, however often it is asked for', async () => {
    const cookies = await signUp(server, 'ada@example.com')
    const now = new Date(clock.nowMs()).toISOString()
    const preparing = { status: 'preparing', requested_at: now, expires_at: null, size_bytes: null, download_url: null }
    const answers = await Promise.all([ask(cookies), ask(cookies), ask(cookies)])
    expect(answers.map((answer) => answer.statusCode)).toEqual([202, 202, 202])
    expect(answers.map((answer) => answer.json())).toEqual([preparing, preparing, preparing])
    expect((await status(cookies)).json()).toEqual(preparing)
    expect(await actsOf('ada@example.com')).toHaveLength(1)
  })

  test('429: more than five a day', async () => {
    const { cookies } = await withExport('often@example.com')
    const statuses: number[] = []
    for (let asked = 2; asked <= 6; asked += 1) {
      await db.query('', `update data_exports set state = 'failed'`)
      statuses.push((await ask(cookies)).statusCode)
    }
    expect(statuses).toEqual([202, 202, 202, 202, 429])
  })

  test('401: nobody', async () => {
    expect((await ask()).statusCode).toBe(401)
  })
})

describe('GET /auth/export', () => {
  test('200: none, until one is asked for', async () => {
    expect((await status(await signUp(server, 'none@example.com'))).json()).toMatchObject({ status: 'none' })
  })

  test('200: ready, with its address and until when; expired afterwards', async () => {
    const { cookies, id } = await withExport('ready@example.com')
    expect((await status(cookies)).json()).toMatchObject({
      status: 'ready',
      size_bytes: 4,
      expires_at: new Date(clock.nowMs() + DAY_MS).toISOString(),
      download_url: `http://api.example:8000/auth/export/${id}/file`,
    })
    await db.query('', 'update data_exports set expires_at = $2 where id = $1', [id, new Date(clock.nowMs())])
    expect((await status(cookies)).json()).toMatchObject({ status: 'expired', download_url: null })
    expect((await fetchFile(id, cookies)).statusCode).toBe(404)
  })

  test('401: nobody', async () => {
    expect((await status()).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(db, 'suspended@example.com', { status: 'suspended' })
    await until(async () => (await status(cookies)).statusCode === 403)
  })
})

describe('GET /auth/export/{id}/file', () => {
  test('200: the file, once; then it is gone, in the store, too', async () => {
    const { cookies, id } = await withExport('fetch@example.com')
    const [first, ...others] = (await Promise.all([1, 2, 3].map(() => fetchFile(id, cookies)))).toSorted(
      (one, other) => one.statusCode - other.statusCode,
    )
    expect(first?.body).toBe('zip!')
    expect(first?.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': '4',
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="better-and-bliss-\d{4}-\d\d-\d\d\.zip"$/),
    })
    expect(others.map(({ statusCode }) => statusCode)).toEqual([404, 404])
    await until(async () => (await status(cookies)).json().status === 'downloaded')
    await until(async () => (await store.head(exportKey(id))) === null)
  })

  test('200: a download that breaks off may be tried again', async () => {
    const { cookies, id } = await withExport('broken@example.com')
    await store.put(exportKey(id), Buffer.alloc(32 * 1024 * 1024))
    const address = await server.app.listen({ port: 0 })
    const hangUp = new AbortController()
    const url = `${address}/auth/export/${id}/file`
    const response = await fetch(url, { headers: { cookie: cookies }, signal: hangUp.signal })
    expect(response.status).toBe(200)
    hangUp.abort()
    await until(async () => (await fetchFile(id, cookies)).statusCode === 200)
  })

  test('503: while the store is away, with a time to come back; then it may be fetched', async () => {
    const { cookies, id } = await withExport('away@example.com')
    const away = new StoreUnavailable('The bucket media does not answer (ECONNREFUSED).')
    const open = vi.spyOn(store, 'open').mockRejectedValueOnce(away)
    const answer = await fetchFile(id, cookies)
    open.mockRestore()
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '30'])
    expect(answer.json()).toMatchObject({ code: 'unavailable', detail: expect.not.stringContaining('bucket') })
    expect(server.logged.splice(0).join()).toContain('The bucket media does not answer')
    expect((await fetchFile(id, cookies)).body).toBe('zip!')
  })

  test('403: what only looks ahead, which leaves it to be fetched', async () => {
    const { cookies, id } = await withExport('ahead@example.com')
    const url = `/auth/export/${id}/file`
    const head = await server.app.inject({ method: 'HEAD', url, headers: { cookie: cookies } })
    expect(head.statusCode).toBe(403)
    for (const header of ['sec-purpose', 'purpose']) {
      const headers = { [header]: 'prefetch' }
      expect((await server.request('GET', url, { cookies, headers })).statusCode).toBe(403)
    }
    expect((await fetchFile(id, cookies)).body).toBe('zip!')
  })

  test("404: somebody else's and an unknown one, which stay as they are", async () => {
    const { cookies, id } = await withExport('owner@example.com')
    const foreigner = await signUp(server, 'foreigner@example.com')
    expect((await fetchFile(id, foreigner)).statusCode).toBe(404)
    expect((await fetchFile(randomUUID(), foreigner)).statusCode).toBe(404)
    expect((await status(cookies)).json()).toMatchObject({ status: 'ready' })
  })

  test('400: an id that is none', async () => {
    expect((await fetchFile('x', await signUp(server, 'bad.id@example.com'))).statusCode).toBe(400)
  })

  test('401: nobody, with the address alone', async () => {
    const { id } = await withExport('leaked@example.com')
    expect((await fetchFile(id)).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const { cookies, id } = await withExport('suspended.fetch@example.com')
    await setStanding(db, 'suspended.fetch@example.com', { status: 'suspended' })
    await until(async () => (await fetchFile(id, cookies)).statusCode === 403)
  })
})
