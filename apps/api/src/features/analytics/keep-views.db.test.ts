import { afterAll, expect, test, vi } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { forgetViews, makePartitions } from './keep-views.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const DAY_MS = 86_400_000
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const keep = async () => {
  await makePartitions({ db, clock })
  await forgetViews({ db, clock, log, keepMonths: 3, addressDays: 30 })
}
const track = (id: string) =>
  server.request('POST', '/api/analytics/track/view', {
    body: { content_id: id, session_id: 'play', watch_duration: 30 },
  })
const partitions = async () => {
  const rows = await db.query<{ name: string }>(
    '',
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'video_analytics'::regclass order by 1`,
  )
  return rows.map(({ name }) => name)
}
const nameOf = (months: number) => {
  const now = new Date(clock.nowMs())
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months))
  return `video_analytics_${month.toISOString().slice(0, 7).replace('-', '_')}`
}
const countIn = async (table: string) => (await db.query('', `select 1 from ${table}`)).length

test('months get a partition before they begin, with what had none; old ones go whole, and rollups stay', async () => {
  const id = await publish(server, { title: 'Ocean' })
  await track(id)
  expect(await countIn('video_analytics_default')).toBe(1)
  await keep()
  expect(await countIn('video_analytics_default')).toBe(0)
  const first = nameOf(0)
  expect(await countIn(first)).toBe(1)
  expect(await partitions()).toEqual(['video_analytics_default', first, nameOf(1), nameOf(2)].toSorted())
  await track(id)
  expect(await countIn(first)).toBe(1)

  while (nameOf(-3) !== first) clock.advance(DAY_MS)
  await keep()
  expect(await partitions()).toContain(first)
  while (nameOf(-4) !== first) clock.advance(DAY_MS)
  await keep()
  expect(await partitions()).not.toContain(first)
  expect(await countIn('video_analytics')).toBe(0)
  const views = await server.request('GET', `/api/analytics/views/${id}`)
  expect(views.json().views).toBe(1)
  expect(await countIn('view_days')).toBe(1)
})

test('an old view goes, too, where its month never had a partition', async () => {
  const id = await publish(server, { title: 'Wind' })
  await db.query(
    '',
    `insert into video_analytics (content_id, viewed_at)
     select $1, to_timestamp($2::float8 / 1000) - age from unnest('{3 years,40 days}'::interval[]) age`,
    [id, clock.nowMs()],
  )
  await keep()
  expect(await db.query('', 'select 1 from video_analytics where content_id = $1', [id])).toHaveLength(1)
})

test('whose view it was is forgotten: the viewer after a day, address, agent and session after thirty', async () => {
  const id = await publish(server, { title: 'Rain' })
  await track(id)
  const client = () =>
    db.query('', 'select ip_address, user_agent, session_id from video_analytics where content_id = $1', [id])
  const [known] = await client()
  await keep()
  expect(await countIn('recent_views')).toBe(1)
  expect(await countIn('viewer_salts')).toBe(1)
  clock.advance(DAY_MS + 1)
  await keep()
  expect(await countIn('recent_views')).toBe(0)
  expect(await countIn('viewer_salts')).toBe(0)
  clock.advance(28 * DAY_MS)
  await keep()
  expect(await client()).toEqual([known])
  clock.advance(DAY_MS)
  await keep()
  expect(await client()).toEqual([{ ip_address: null, user_agent: null, session_id: null }])
})
