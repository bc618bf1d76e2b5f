import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import type { RevocationPage } from '@better-and-bliss/stream-token/revocation-feed'
import { afterAll, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const ROWS = 5_000
const authorization = `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}`

/** One poll as an edge sends it, with the processor time of this process for it in milliseconds: the longest it can stall. */
async function poll(since?: string) {
  const query = since === undefined ? '' : `?since=${since}`
  const before = process.cpuUsage()
  const { body } = await server.app.inject({ url: `/api/streaming/revocations${query}`, headers: { authorization } })
  const { user, system } = process.cpuUsage(before)
  return { page: JSON.parse(body) as RevocationPage, bytes: body.length, cpuMs: (user + system) / 1000 }
}

async function pollAll(since?: string) {
  const polls = [await poll(since)]
  for (let last = polls[0]; last?.page.more; polls.push(last)) last = await poll(last.page.cursor)
  return {
    facts: polls.flatMap(({ page }) => page.revocations),
    cursor: polls.at(-1)?.page.cursor,
    bytes: Math.max(...polls.map((one) => one.bytes)),
    cpuMsAPage: polls.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / polls.length,
  }
}

/** Each of them well within the time that a statement may take. */
async function inParts(statement: string, rest: string[] = []): Promise<void> {
  const rows = Math.min(ROWS, 10_000)
  for (let done = 0; done < ROWS; done += rows) await server.db.query('', statement, [rows, ...rest])
}

test(`${ROWS} streams of one sign-in end as one small fact`, async () => {
  const item = await publish(server, { title: 'Ocean' })
  const cookies = await signUp(server, 'busy@example.com')
  const stream = await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })
  await inParts(
    `insert into stream_sessions (id, user_id, content_id, sign_in_id, max_height, started_at, last_seen_at, expires_at)
     select gen_random_uuid(), user_id, content_id, sign_in_id, max_height, started_at, last_seen_at, expires_at
     from stream_sessions, generate_series(1, $1) where id = $2`,
    [stream.json().stream_session.id],
  )
  const { cursor } = await pollAll()
  await server.request('POST', '/auth/logout', { cookies })
  const { facts, bytes } = await pollAll(cursor)
  expect(facts).toMatchObject([{ kind: 'sign_in', streams: [{ session_id: null }] }])
  expect(bytes).toBeLessThan(1_000)
})

test(`${ROWS} facts stall no poll: an edge that begins reads pages, and one that goes on reads what is new`, async () => {
  await inParts(
    `insert into revocations (kind, subject, member_sub, ended, streams)
     select 'sign_in', gen_random_uuid(), gen_random_uuid(), true, jsonb_build_array(jsonb_build_object(
       'session_id', gen_random_uuid(), 'content_id', gen_random_uuid(), 'first_e', 1763607200, 'last_e', 1763607200,
       'max_height', 480))
     from generate_series(1, $1)`,
  )
  const all = await pollAll()
  // Facts are told again as long as a transaction is open that began before them, in any database of the cluster.
  let news = await pollAll(all.cursor)
  await until(async () => {
    news = await pollAll(news.cursor)
    return news.facts.length === 0
  })
  expect(all.facts.length).toBeGreaterThanOrEqual(ROWS)
  expect(all.bytes).toBeLessThan(300_000)
  expect(all.cpuMsAPage).toBeLessThan(50)
  expect(news.cpuMsAPage).toBeLessThan(50)
})
