import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Database } from '../../../../db/database.ts'
import { setStanding, signUp, signUpAs } from '../../../../testing/members.ts'
import type { Requester, TestServer } from '../../../../testing/test-server.ts'

type Method = Parameters<Requester>[0]
export const CONTENT_URL = '/api/studio/content'

interface Asking {
  body?: object
  /** A Cookie header; empty for nobody. */
  as?: string
}

/** A studio with an administrator, a moderator and two who make items; whoever is not named is the first of these. */
export async function studioContent(server: TestServer) {
  const { db } = server
  const admin = await signUpAs(server, 'premium', 'admin')
  const creator = await signUpAs(server, 'basic', 'content_creator')
  const moderator = await signUpAs(server, 'basic', 'moderator')
  const other = await signUp(server, 'other.creator@example.com')
  await setStanding(db, 'other.creator@example.com', { role: 'content_creator' })
  const stranger = await signUp(server, 'stranger@example.com')

  function ask(method: Method, path: string, { body, as = creator }: Asking = {}) {
    return server.request(method, `${CONTENT_URL}${path}`, { ...(as && { cookies: as }), ...(body && { body }) })
  }

  async function made(body: object = {}, as = creator) {
    const answer = await ask('POST', '', { body: { title: 'Night sea', ...body }, as })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }

  const playable = (id: string) => makePlayable(db, id)
  const setStatus = (id: string, body: object, as = creator) => ask('PUT', `/${id}/status`, { body, as })

  async function published(): Promise<string> {
    const { id } = await made()
    await playable(id)
    expect((await setStatus(id, { status: 'published' })).json()).toMatchObject({ status: 'published' })
    return id
  }

  const memberSees = async (id: string) => (await server.request('GET', `/content/detail/${id}`)).statusCode === 200

  async function actsOn(id: string): Promise<string[]> {
    const sql = 'select action from audit_log where target = $1 order by id'
    return (await db.query<{ action: string }>('', sql, [id])).map(({ action }) => action)
  }

  /** Tests of what every route refuses. */
  function refusesStrangers(method: Method, path: string, body: object = {}): void {
    test('401: without a session', async () => {
      expect((await ask(method, path, { body, as: '' })).statusCode).toBe(401)
    })
    test('403: for whoever does not work in the studio', async () => {
      expect((await ask(method, path, { ...(method !== 'GET' && { body }), as: stranger })).statusCode).toBe(403)
    })
  }

  /** Tests of what every route of one item refuses. An item that is not there, and another creator's, cannot be told apart. */
  function refusals(method: Method, ending: string, body?: object): void {
    refusesStrangers(method, `/${randomUUID()}${ending}`, body)
    test('400: an id that is none', async () => {
      expect((await ask(method, `/night-sea${ending}`, body ? { body } : {})).statusCode).toBe(400)
    })
    test("404: what is not there, and another creator's", async () => {
      const { id } = await made({}, other)
      for (const one of [id, randomUUID()]) {
        expect((await ask(method, `/${one}${ending}`, body ? { body } : {})).json()).toMatchObject({
          code: 'not_found',
          detail: 'There is no item with this id among those that you look after.',
        })
      }
    })
  }

  return {
    ...{ admin, creator, moderator, other, ask, made, playable, setStatus, published, memberSees, actsOn },
    ...{ refusesStrangers, refusals },
  }
}

/** As if it had been converted. */
async function makePlayable(db: Database, id: string): Promise<void> {
  const sql = `update content set is_hls_ready = true, hls_conversion_status = 'completed' where id = $1`
  await db.query('', sql, [id])
}
