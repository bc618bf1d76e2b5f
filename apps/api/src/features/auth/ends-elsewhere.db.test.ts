import { afterAll, describe, expect, test } from 'vitest'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { buildServer } from '../../server.ts'
import { publish } from '../../testing/catalogue-rows.ts'
import { codeFor } from '../../testing/codes.ts'
import { PASSWORD, signIn, signUp } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { requester, secondServer, type TestServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { openSocket } from '../meditation/live/testing/thin-client.ts'

const server = await testServer()
/** Where the other device is connected: what ends it happens in another process. */
const elsewhere = await secondServer(server)
afterAll(async () => {
  await elsewhere[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const NEW_PASSWORD = 'FreshTides-7-blue'
const WITHIN_MS = 5_000
const item = await publish(server, { title: 'Rain' })

describe('a new password ends what other devices have open, in every process, within five seconds', () => {
  test('when it was forgotten: everything', async () => {
    const email = 'reset@example.com'
    const device = await busyDevice(await signUp(server, email))
    await server.request('POST', '/auth/forgot-password', { body: { email } })
    const body = { email, code: await codeFor(server, email), new_password: NEW_PASSWORD }
    expect((await server.request('POST', '/auth/reset-password', { body })).statusCode).toBe(200)
    const startedMs = performance.now()
    await hasEnded(device)
    expect(performance.now() - startedMs).toBeLessThan(WITHIN_MS)
  })

  test('when it was changed: all but what this device has open', async () => {
    const email = 'change@example.com'
    const [here, there] = [await busyDevice(await signUp(server, email)), await busyDevice(await signIn(server, email))]
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD }
    const response = await server.request('POST', '/auth/change-password', { body, cookies: here.cookies })
    expect(response.statusCode).toBe(200)
    const startedMs = performance.now()
    await hasEnded(there)
    expect(performance.now() - startedMs).toBeLessThan(WITHIN_MS)
    await here.socket.caughtUp()
    expect(here.socket.socket.readyState).toBe(here.socket.socket.OPEN)
    expect(await streams(here)).toBe(200)
    expect(await status('GET', '/auth/me', here)).toBe(200)
    await here.socket[Symbol.asyncDispose]()
  })
})

test('a sign-in that was under way with the old password while a new one was set is none', async () => {
  const email = 'overtaken@example.com'
  await signUp(server, email)
  await server.request('POST', '/auth/forgot-password', { body: { email } })
  const body = { email, code: await codeFor(server, email), new_password: NEW_PASSWORD }
  const { identity } = server.parts.auth
  const overtaken: IdentityProvider = {
    ...identity,
    signIn: async (attempt) => {
      const outcome = await identity.signIn(attempt)
      await server.request('POST', '/auth/reset-password', { body })
      // The clock of this process stands still; that of the database, which judges, does not.
      server.clock.advance(60_000)
      return outcome
    },
  }
  const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, identity: overtaken } })
  const send = requester(app, server.contract)
  expect((await send('POST', '/auth/login', { body: { email, password: PASSWORD } })).statusCode).toBe(401)
  const living = await server.db.query(
    '',
    `select 1 from sign_ins s join users u on u.cognito_sub = s.sub where u.email = $1 and s.revoked_at is null`,
    [email],
  )
  expect(living).toEqual([])
})

interface Device {
  cookies: string
  socket: Awaited<ReturnType<typeof openSocket>>
  /** What a player asks the edge with. */
  streamQuery: string
}

/** A device with a socket and a stream. */
async function busyDevice(cookies: string): Promise<Device> {
  const socket = await openSocket(elsewhere.app, { cookies })
  await letStreamsLapse(server.db)
  const stream = await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })
  const { search } = new URL(stream.json().hls_master)
  return { cookies, socket, streamQuery: `content_id=${item}&${search.slice(1)}` }
}

async function hasEnded(device: Device): Promise<void> {
  expect(await device.socket.closed).toMatchObject({ code: 4401 })
  await until(async () => (await streams(device)) === 403)
  await until(async () => (await status('GET', '/auth/me', device)) === 401)
  expect(await status('POST', '/auth/refresh', device)).toBe(401)
}

function streams({ streamQuery }: Device): Promise<number> {
  return statusOf(elsewhere, `/api/streaming/validate-stream-token?${streamQuery}`)
}

async function statusOf(on: TestServer, url: string): Promise<number> {
  return (await on.request('GET', url)).statusCode
}

async function status(method: 'GET' | 'POST', url: string, { cookies }: Device): Promise<number> {
  return (await elsewhere.request(method, url, { cookies })).statusCode
}
