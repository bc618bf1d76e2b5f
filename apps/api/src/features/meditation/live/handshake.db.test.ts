import { request as httpRequest } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, setStanding, signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { startSession } from './testing/practice.ts'
import { addressOf, openSocket, type ThinClient } from './testing/thin-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const PATH = '/api/meditation/ws/breath'
const cookies = await signUp(server, 'ada@example.com')
const session = await startSession(server, cookies)
const refused = (status: number) => `Unexpected server response: ${status}`
const ask = (headers: Record<string, string>, query?: string) => openSocket(server.app, { cookies, headers, query })

describe(`GET ${PATH}`, () => {
  test('101: with a cookie or a bearer token, with and without the session in the address', async () => {
    await using byCookie = await openSocket(server.app, { cookies, query: `?session_id=${session}` })
    const headers = { authorization: `Bearer ${cookieValue(cookies, 'access_token')}` }
    await using byToken = await openSocket(server.app, { headers })
    expect([byCookie, byToken].map(({ socket }) => socket.extensions)).toEqual(['', ''])
  })

  test.each(['http://localhost:5173', 'http://localhost:8000'])('101: from our own page at %s', async (origin) => {
    await using client = await ask({ origin })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  })

  test('401: without a member, whatever else is asked for', async () => {
    await expect(openSocket(server.app, {})).rejects.toThrow(refused(401))
    await expect(openSocket(server.app, { cookies: 'access_token=x', query: '?session_id=x' })).rejects.toThrow('401')
  })

  test.each(['https://evil.example', 'http://localhost:5174', 'null'])('403: from a page at %s', async (origin) => {
    await expect(ask({ origin })).rejects.toThrow(refused(403))
  })

  test('403: for a member who is suspended', async () => {
    const theirs = await signUp(server, 'mallory@example.com')
    await setStanding(server.db, 'mallory@example.com', { status: 'suspended' })
    await expect(openSocket(server.app, { cookies: theirs })).rejects.toThrow(refused(403))
  })

  test('404: for the session of somebody else, for one that never was, and for what is none', async () => {
    const theirs = await startSession(server, await signUp(server, 'grace@example.com'))
    for (const id of [theirs, '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b', 'x']) {
      await expect(ask({}, `?session_id=${id}`)).rejects.toThrow(refused(404))
    }
    await expect(ask({}, `?session_id=${session}&session_id=${session}`)).rejects.toThrow(refused(404))
  })

  test('426: for a request that asks for no upgrade, saying so', async () => {
    const response = await server.app.inject({ url: PATH, headers: { cookie: cookies } })
    expect(response.statusCode).toBe(426)
    expect(response.headers).toMatchObject({ upgrade: 'websocket', 'content-type': 'application/problem+json' })
    expect(response.json()).toMatchObject({ code: 'websocket_expected' })
  })

  test('429: for the sixth socket of a member; another one does not notice', async () => {
    const [mine, other] = [await signUp(server, 'six@example.com'), await signUp(server, 'other@example.com')]
    await using stack = new AsyncDisposableStack()
    const open: ThinClient[] = []
    for (let count = 0; count < 5; count++) open.push(stack.use(await openSocket(server.app, { cookies: mine })))
    await expect(openSocket(server.app, { cookies: mine })).rejects.toThrow(refused(429))
    stack.use(await openSocket(server.app, { cookies: other }))
    await open[0]?.[Symbol.asyncDispose]()
    await until(async () => openSocket(server.app, { cookies: mine }).then(stack.use.bind(stack), () => false))
  })

  test('429 or 1008: also for many that are asked for at once', async () => {
    const mine = await signUp(server, 'many@example.com')
    const asked = Array.from({ length: 12 }, () => openSocket(server.app, { cookies: mine }))
    const settled = await Promise.allSettled(asked)
    const open = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    await until(() => open.filter(({ socket }) => socket.readyState === socket.OPEN).length === 5)
    for (const client of open) await client[Symbol.asyncDispose]()
  })

  test('400: without a key, or for another version of the protocol', async () => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', cookie: cookies }
    expect(await statusOf({ ...upgrade, 'sec-websocket-version': '13' })).toBe(400)
    const key = Buffer.alloc(16).toString('base64')
    expect(await statusOf({ ...upgrade, 'sec-websocket-version': '7', 'sec-websocket-key': key })).toBe(400)
  })

  test('what was refused leaves no connection behind', async () => {
    const count = () => new Promise((resolve) => server.app.server.getConnections((_, open) => resolve(open)))
    await expect(ask({ origin: 'https://evil.example' })).rejects.toThrow(refused(403))
    await expect(openSocket(server.app, {})).rejects.toThrow(refused(401))
    await expect(ask({}, '?session_id=x')).rejects.toThrow(refused(404))
    await until(async () => (await count()) === 0)
  })

  test('an upgrade to something else is a request like any other', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'h2c' }
    expect(await statusOf(headers, '/health')).toBe(200)
    expect(await statusOf({ connection: 'Upgrade', upgrade: 'websocket' }, '/health')).toBe(200)
    expect(await statusOf({ ...headers, cookie: cookies })).toBe(426)
  })
})

async function statusOf(headers: Record<string, string>, path = PATH): Promise<number | undefined> {
  const url = (await addressOf(server.app)).replace('ws:', 'http:')
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, { headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject).end()
  })
}
