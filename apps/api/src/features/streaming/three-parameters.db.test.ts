import { RevocationList } from '@better-and-bliss/stream-token'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { revocationPageSchema } from '@better-and-bliss/stream-token/revocation-feed'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signIn } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { testServer } from '../../testing/test-server.ts'
import { playersOf } from './testing/players.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(() => server[Symbol.asyncDispose]())

const items = [await publish(server, { title: 'Ocean' }), await publish(server, { title: 'Rain' })]
const { member, stream, end } = playersOf(server, [], items[0] ?? '')

/** What a device has been given: the item and expiry of a token, and the stream that it was signed for. */
interface Given {
  item: string
  e: number
  streamId: string
  device: number
}

/** Whether the specification's three parameters, cut from a token, are refused now. */
async function refusedNow(userId: string): Promise<(token: Given) => boolean> {
  const list = new RevocationList()
  const headers = { authorization: `Bearer ${revocationFeedKey(server.parts.streaming.keys.current)}` }
  let since = ''
  for (let more = true; more; ) {
    const answer = await server.request('GET', `/api/streaming/revocations${since}`, { headers })
    const page = revocationPageSchema.parse(answer.json())
    list.apply(page.revocations)
    since = `?since=${page.cursor}`
    more = page.more
  }
  const cut = { scope: 'stream', userId, sessionId: null, maxHeight: 480 } as const
  return ({ item, e }) => list.isRevoked({ ...cut, expiresAtSeconds: e }, item)
}

const device = fc.nat({ max: 2 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('start'), device, item: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant('start'), device, item: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant('renew'), stream: fc.nat() }),
  fc.record({ kind: fc.constant('take over'), device, item: fc.nat({ max: 1 }), stream: fc.nat() }),
  fc.record({ kind: fc.constant('end'), stream: fc.nat() }),
  fc.record({ kind: fc.constant('sign out'), device }),
  fc.record({ kind: fc.constant('wait'), seconds: fc.constantFrom(1, 61, 1_000) }),
)

test('a token cut down to three parameters is refused if and only if the stream that it was signed for has ended', async () => {
  const { email, cookies } = await member('premium')
  const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
  const devices = [cookies, await signIn(server, email), await signIn(server, email)]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await letStreamsLapse(server.db)
      const given: Given[] = []
      const ended = new Set<string>()
      const signedOut = new Set<number>()

      async function ask(by: number, item: string, how: { renews?: string; takesOver?: string } = {}): Promise<void> {
        const answer = await stream(devices[by] ?? '', { item, ...how })
        if (answer.statusCode !== 200) return
        const { stream_session, expires_at } = answer.json()
        given.push({ item, e: expires_at, streamId: stream_session.id, device: by })
        if (how.takesOver) ended.add(how.takesOver)
      }

      for (const one of steps) {
        const named = 'stream' in one ? given[one.stream % Math.max(given.length, 1)] : undefined
        if (one.kind === 'start') await ask(one.device, items[one.item] ?? '')
        else if (one.kind === 'wait') server.clock.advance(one.seconds * 1_000)
        else if (one.kind === 'sign out') {
          await server.request('POST', '/auth/logout', { cookies: devices[one.device] ?? '' })
          signedOut.add(one.device)
        } else if (named && one.kind === 'renew') {
          await ask(named.device, named.item, { renews: named.streamId })
        } else if (named && one.kind === 'take over') {
          await ask(one.device, items[one.item] ?? '', { takesOver: named.streamId })
        } else if (named && one.kind === 'end') {
          const ending = await end(named.streamId, devices.find((_, number) => !signedOut.has(number)) ?? '')
          if (ending.statusCode === 204) ended.add(named.streamId)
        }
      }
      const isRefused = await refusedNow(id)
      for (const number of signedOut) devices[number] = await signIn(server, email)
      const expected = given.map((token) => ended.has(token.streamId) || signedOut.has(token.device))
      expect(given.map(isRefused)).toEqual(expected)
    }),
    { numRuns: 15 },
  )
})

test('a device that had more streams than a fact can name closes no token in use elsewhere, however many there are', async () => {
  const { email, cookies } = await member('premium')
  const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
  const busy = await signIn(server, email)
  const give = async (by: string, number: number, renews?: string): Promise<Given> => {
    const item = items[number % 2] ?? ''
    const { stream_session, expires_at } = (await stream(by, { item, ...(renews && { renews }) })).json()
    server.clock.advance(61_000)
    return { item, e: expires_at, streamId: stream_session.id, device: by === busy ? 1 : 0 }
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)
  const lapsed: Given[] = []
  for (const number of numbers(17)) lapsed.push(await give(cookies, number))
  for (const [number, { streamId }] of lapsed.entries()) await give(cookies, number, streamId)
  const closed: Given[] = []
  for (const number of numbers(34)) closed.push(await give(busy, number))
  const running: Given[] = []
  for (const number of numbers(3)) running.push(await give(cookies, number))
  await server.request('POST', '/auth/logout', { cookies: busy })
  const isRefused = await refusedNow(id)
  expect(closed.map(isRefused)).toEqual(closed.map(() => true))
  expect(running.map(isRefused)).toEqual([false, false, false])
})
