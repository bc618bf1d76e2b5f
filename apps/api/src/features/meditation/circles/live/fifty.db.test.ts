import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { afterAll, expect, test } from 'vitest'
import { signUp } from '../../../../testing/members.ts'
import { testServer } from '../../../../testing/test-server.ts'
import { addressOf } from '../../live/testing/thin-client.ts'
import { followCircleAt, join, openedCircle, passSecond } from '../testing/circle-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

test('fifty people on one process see one light, begin at one moment and end together, each with a session', async () => {
  const people = []
  for (let number = 0; number < CIRCLE_LIMITS.members; number += 1)
    people.push(await signUp(server, `member${number}@example.com`))
  const [host = ''] = people
  const { id, code } = await openedCircle(server, host)
  await Promise.all(people.map((cookies) => join(server, cookies, code)))
  const address = await addressOf(server.app)
  const clients = await Promise.all(
    people.map((cookies) => followCircleAt(address, { cookies, query: `?circle_id=${id}` })),
  )
  await Promise.all(clients.map((client) => client.last('circle')))
  await server.request('POST', `/api/meditation/circles/${id}/begin`, { cookies: host })
  const begun = await Promise.all(
    clients.map((client) => client.last('circle', (state) => state.started_at_ms !== null)),
  )
  expect(new Set(begun.map(({ started_at_ms }) => started_at_ms)).size).toBe(1)
  const sessions = await Promise.all(
    people.map((cookies) =>
      server.request('PUT', `/api/meditation/circles/${id}/session`, { cookies, body: { store_breath: false } }),
    ),
  )
  expect(new Set(sessions.map((answer) => answer.json().session_id)).size).toBe(CIRCLE_LIMITS.members)
  await Promise.all(
    clients.map((client, index) => {
      client.say({ type: 'near', value: index / (clients.length - 1) })
      return client.caughtUp()
    }),
  )
  const framesBefore = clients[0]?.frames.length ?? 0
  await passSecond(server)
  for (const client of clients)
    await client.last('together', ({ members, light }) => members === CIRCLE_LIMITS.members && light === 0.5)
  expect((clients[0]?.frames.length ?? 0) - framesBefore).toBeLessThanOrEqual(3)
  await server.request('POST', `/api/meditation/circles/${id}/end`, { cookies: host })
  for (const client of clients) expect(await client.closed).toMatchObject({ code: 1000 })
})
