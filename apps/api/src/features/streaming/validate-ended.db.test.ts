import type { Tier } from '@better-and-bliss/membership'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signIn, signUp } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const status = async (query: string) =>
  (await server.request('GET', `/api/streaming/validate-stream-token?${query}`)).statusCode

describe('GET /api/streaming/validate-stream-token: what was ended', () => {
  test('403: the token of a session that was ended, with its session and without, from the next second on', async () => {
    const { item, cookies } = await ground('ended')
    const stream = await open(item, cookies)
    expect(await statuses(stream)).toEqual([200, 200])
    await server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [stream.sessionId])
    server.clock.advance(1_001)
    expect(await statuses(stream)).toEqual([403, 403])
  })

  test('200: the other sessions of that member go on', async () => {
    const { item, cookies } = await ground('going-on')
    const ended = await open(item, cookies)
    server.clock.advance(1_000)
    const running = await open(item, cookies)
    await server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [ended.sessionId])
    server.clock.advance(1_001)
    expect(await statuses(running)).toEqual([200, 200])
  })

  test('403: a sign-out ends its own streams; those of another sign-in and those that begin later open', async () => {
    const { item, email, cookies } = await ground('signing-out')
    const other = await publish(server, { title: 'Another' })
    const elsewhere = await signIn(server, email)
    const leaving = await open(item, cookies)
    const ofAnotherItem = await open(other, elsewhere)
    server.clock.advance(1_000)
    const staying = await open(item, elsewhere)
    await server.request('POST', '/auth/logout', { cookies })
    await until(async () => String(await statuses(leaving)) === '403,403')
    for (const stream of [staying, ofAnotherItem]) expect(await statuses(stream)).toEqual([200, 200])
    server.clock.advance(1_000)
    expect(await statuses(await open(item, await signIn(server, email)))).toEqual([200, 200])
  })

  test('403: everything of a member who is suspended or deleted', async () => {
    for (const status of ['suspended', 'deleted'] as const) {
      const { item, email, cookies } = await ground(status)
      const stream = await open(item, cookies)
      await setStanding(server.db, email, { status })
      await until(async () => String(await statuses(stream)) === '403,403')
    }
    const { item, email, cookies } = await ground('removed')
    const stream = await open(item, cookies)
    await server.db.query('', 'delete from users where email = $1', [email])
    await until(async () => String(await statuses(stream)) === '403,403')
  })

  test('403: tokens above a tier that was lowered; what the member asks for then opens', async () => {
    const { item, email, cookies } = await ground('lowered', 'premium')
    const above = await open(item, cookies)
    await setStanding(server.db, email, { tier: 'basic' })
    await until(async () => String(await statuses(above)) === '403,403')
    server.clock.advance(1_000)
    // A token that was signed in the moment before the guard learned of it is refused, too.
    await until(async () => String(await statuses(await open(item, cookies))) === '200,200')
  })

  test('403: tokens below the tier that an item was raised to; those of its members open', async () => {
    const { item, cookies } = await ground('below')
    const premium = await ground('above', 'premium')
    // The database says when it was raised.
    server.clock.advance(Date.now() - server.clock.nowMs())
    const [below, above] = [await open(item, cookies), await open(item, premium.cookies)]
    await server.db.query('', `update content set access_tier = 'premium' where id = $1`, [item])
    await until(async () => String(await statuses(below)) === '403,403')
    expect(await status(above.query)).toBe(200)
    server.clock.advance(5_000)
    expect(await statuses(await open(item, premium.cookies))).toEqual([200, 200])
  })

  test('403: tokens of an item that is withdrawn, until it is back', async () => {
    const { item, cookies } = await ground('withdrawn')
    const stream = await open(item, cookies)
    const change = (to: string) => server.db.query('', 'update content set status = $2 where id = $1', [item, to])
    await change('draft')
    await until(async () => String(await statuses(stream)) === '403,403')
    await change('published')
    await until(async () => String(await statuses(stream)) === '200,200')
  })
})

/** An item, and a member with a tier. */
async function ground(name: string, tier: Tier = 'free') {
  const email = `${name}@example.com`
  const cookies = await signUp(server, email)
  await setStanding(server.db, email, { tier })
  await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().subscription_tier === tier)
  return { email, cookies, item: await publish(server, { title: name }) }
}

async function open(item: string, cookies: string) {
  await letStreamsLapse(server.db)
  const answer = (await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })).json()
  return {
    query: `content_id=${item}&${new URL(answer.hls_master).search.slice(1)}`,
    sessionId: answer.stream_session.id as string,
  }
}

/** Of a token, and of the same one without the parameters that name its session. */
async function statuses({ query }: { query: string }): Promise<number[]> {
  return [await status(query), await status(query.split('&').slice(0, 4).join('&'))]
}
