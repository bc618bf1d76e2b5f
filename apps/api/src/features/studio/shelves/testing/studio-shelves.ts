import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { signUpAs } from '../../../../testing/members.ts'
import type { Requester, TestServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'

type Method = Parameters<Requester>[0]

interface Asking {
  body?: object
  /** A Cookie header; empty for nobody. */
  as?: string | undefined
}

/** A studio with an administrator, who is meant where nobody is named, one who makes items, and a member. */
export async function studioShelves(server: TestServer, other = server) {
  const { db } = server
  const admin = await signUpAs(server, 'premium', 'admin')
  const creator = await signUpAs(server, 'basic', 'content_creator')
  const stranger = await signUpAs(server, 'premium', 'premium_user')

  function ask(method: Method, path: string, { body, as = admin }: Asking = {}) {
    return server.request(method, `/api/studio${path}`, { ...(as && { cookies: as }), ...(body && { body }) })
  }

  function send(
    method: Method,
    path: string,
    { body, as = admin }: { body: Buffer | string; as?: string | undefined },
  ) {
    const headers = { 'content-type': 'image/jpeg' }
    return server.request(method, `/api/studio${path}`, { ...(as && { cookies: as }), body, headers })
  }

  async function made(path: string, body: object) {
    const answer = await ask('POST', path, { body })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }

  async function actsOn(id: string): Promise<string[]> {
    const sql = 'select action from audit_log where target = $1 order by id'
    return (await db.query<{ action: string }>('', sql, [id])).map(({ action }) => action)
  }

  /** Tests of what every route refuses: makers of items may read. */
  function refusesStrangers(method: Method, path: string, body?: object): void {
    test('401: without a session', async () => {
      expect((await ask(method, path, { ...(body && { body }), as: '' })).statusCode).toBe(401)
    })
    test('403: for whoever may not', async () => {
      for (const as of method === 'GET' ? [stranger] : [stranger, creator]) {
        expect((await ask(method, path, { ...(body && { body }), as })).statusCode).toBe(403)
      }
    })
  }

  /** Tests of what every route of one of them refuses. */
  function refusals(method: Method, path: string, body?: object, ending = ''): void {
    refusesStrangers(method, `${path}/${randomUUID()}${ending}`, body)
    test('400: an id that is none', async () => {
      expect((await ask(method, `${path}/one${ending}`, body ? { body } : {})).statusCode).toBe(400)
    })
    test('404: what is not there', async () => {
      expect((await ask(method, `${path}/${randomUUID()}${ending}`, body ? { body } : {})).statusCode).toBe(404)
    })
  }

  /** Tests of a list: what is sought in it, a page of it, and what it refuses. */
  function lists(path: string, body: { name: 'Listed' } | { title: 'Listed' }): void {
    refusesStrangers('GET', path)
    test('200: a page of what is sought, in the order of the name', async () => {
      const [field = ''] = Object.keys(body)
      const name = 'Listed'
      for (const ending of [' B 100 %', ' A']) await made(path, { ...body, [field]: `${name}${ending}` })
      const namesOf = async (query: string) => {
        const answer = (await ask('GET', `${path}?${query}`, { as: creator })).json()
        return [answer[path.slice(1)].map((one: Record<string, unknown>) => one[field]), answer.total]
      }
      expect(await namesOf(`q=listed&sort=name`)).toEqual([[`${name} A`, `${name} B 100 %`], 2])
      expect(await namesOf(`q=listed&sort=name&order=desc&limit=1&offset=1`)).toEqual([[`${name} A`], 2])
      expect(await namesOf(`q=${encodeURIComponent('100 %')}&sort=updated`)).toEqual([[`${name} B 100 %`], 1])
      expect(await namesOf(`q=${encodeURIComponent('1_0')}`)).toEqual([[], 0])
    })
    test('422: an order that is none', async () => {
      expect((await ask('GET', `${path}?sort=colour`)).statusCode).toBe(422)
    })
  }

  return { creator, ask, send, made, actsOn, refusesStrangers, refusals, lists, bothShow: shownBy([server, other]) }
}

/** Waits until all of them answer so. */
function shownBy(servers: readonly TestServer[]) {
  return async (url: string, holds: (answer: never) => unknown): Promise<void> => {
    for (const server of servers) {
      await until(async () => {
        const answer: never = (await server.request('GET', url)).json()
        return holds(answer)
      })
    }
  }
}
