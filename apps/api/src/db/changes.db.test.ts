import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { CHANNELS } from '../events.ts'
import { breakableWay } from '../testing/outage.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { until } from '../testing/until.ts'
import { listenForChanges } from './changes.ts'

const warned: string[] = []
const pauses: number[] = []
const log = {
  info: () => {},
  warn: (fields: { waitMs?: number }, message: string) => {
    warned.push(message)
    if (fields.waitMs !== undefined) pauses.push(fields.waitMs)
  },
  error: () => {},
}
const database = await freshDatabase()
const client = new pg.Client({ connectionString: database.url })
await client.connect()
afterAll(async () => {
  await client.end()
  await database.drop()
})

const ITEM = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const OWNER = '7c6b5a49-3827-4615-9403-f2e1d0c9b8a7'
const LIMITS = {
  askEveryMs: 20,
  firstConnectMs: 30_000,
  connectMs: 100,
  answerMs: 100,
  retryMs: { first: 1, longest: 4 },
}

const anything = () => {
  throw new Error('Nothing was lost')
}
const anythingTo = (received: unknown[]) => () => void received.push('anything')
const timesLost = () => warned.filter((message) => message.includes('was lost')).length
const notify = (channel: string, payload: string) => client.query('select pg_notify($1, $2)', [channel, payload])

describe('the connection that reports changes', () => {
  test('tells each listener what happens in its channel, in the order of the commits', async () => {
    await using changes = await listenForChanges(database.url, log)
    const received: string[] = []
    changes.on('member_changed', ({ sub }) => received.push(`member ${sub}`), anything)
    changes.on('catalogue_changed', ({ contentId }) => received.push(`item ${contentId}`), anything)
    changes.on('catalogue_changed', ({ contentId }) => received.push(`item ${contentId} again`), anything)
    await notify('member_changed', 'ada')
    await notify('another_channel', 'x')
    await notify('catalogue_changed', ITEM)
    await until(() => received.length === 3)
    expect(received).toEqual(['member ada', `item ${ITEM}`, `item ${ITEM} again`])
  })

  test('gives an event its parts, and says that anything may have changed for `*` and for what it cannot read', async () => {
    await using changes = await listenForChanges(database.url, log)
    const received: unknown[] = []
    changes.on('breath_stream_taken', (event) => received.push(event), anythingTo(received))
    for (const payload of [`${ITEM}:${OWNER}`, '*', ITEM]) await notify('breath_stream_taken', payload)
    await until(() => received.length === 3)
    expect(received).toEqual([{ sessionId: ITEM, owner: OWNER }, 'anything', 'anything'])
    expect(warned.splice(0)).toEqual(['A notification cannot be read'])
  })

  test('comes back after it was lost, and says that anything may have changed', async () => {
    await using changes = await listenForChanges(database.url, log)
    const received: string[] = []
    changes.on('member_changed', ({ sub }) => received.push(sub), anythingTo(received))
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'better-and-bliss changes'`)
    await notify('member_changed', 'missed')
    await until(() => received.length > 0)
    await notify('member_changed', 'ada')
    await until(() => received.length > 1)
    expect(received).toEqual(['anything', 'ada'])
    expect(warned.splice(0)).toEqual(['The connection that reports changes was lost; connecting again'])
  })

  test('comes back every time that the database was away, and warns once each time', async () => {
    await using way = await breakableWay(database.url)
    await using changes = await listenForChanges(way.url, log)
    const received: string[] = []
    changes.on('catalogue_changed', ({ contentId }) => received.push(contentId), anythingTo(received))
    for (const times of [1, 2]) {
      await way.cut()
      await until(() => timesLost() === times)
      expect(received).toHaveLength(times - 1)
      await way.mend()
      await until(() => received.length === times)
    }
    expect(received).toEqual(['anything', 'anything'])
    expect(timesLost()).toBe(2)
    warned.length = 0
  })

  test('notices that it is frozen, and comes back when it thaws', async () => {
    await using way = await breakableWay(database.url)
    await using changes = await listenForChanges(way.url, log, LIMITS)
    const received: string[] = []
    changes.on('catalogue_changed', ({ contentId }) => received.push(contentId), anythingTo(received))
    way.freeze()
    await until(() => timesLost() === 1)
    await notify('catalogue_changed', 'missed')
    way.thaw()
    await until(() => received.length > 0)
    await notify('catalogue_changed', ITEM)
    await until(() => received.length > 1)
    expect(received).toEqual(['anything', ITEM])
    expect(timesLost()).toBe(1)
    warned.length = 0
  })

  test('tries again ever more seldom while the database is away, and says so each time', async () => {
    await using way = await breakableWay(database.url)
    await using _ = await listenForChanges(way.url, log, LIMITS)
    await way.cut()
    await until(() => pauses.length >= 4)
    expect(pauses.slice(0, 4)).toEqual([2, 4, 4, 4])
    expect(warned.slice(0, 2)).toEqual([
      'The connection that reports changes was lost; connecting again',
      'The connection that reports changes cannot be opened yet',
    ])
    await way.mend()
    warned.length = 0
  })

  test('can be closed while it is away', async () => {
    await using way = await breakableWay(database.url)
    const changes = await listenForChanges(way.url, log)
    await way.cut()
    await until(() => warned.length > 0)
    await changes[Symbol.asyncDispose]()
    await way.mend()
    const { rows } = await client.query(`select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'better-and-bliss changes'`)
    expect(rows).toEqual([])
    warned.length = 0
  })

  test('may take longer to open at the start than later, when a process that serves waits for it', async () => {
    const limits = { ...LIMITS, askEveryMs: 5_000, connectMs: 1 }
    await using changes = await listenForChanges(database.url, log, limits)
    const received: string[] = []
    changes.on('member_changed', ({ sub }) => received.push(sub), anything)
    await notify('member_changed', 'ada')
    await until(() => received.length === 1)
    expect(received).toEqual(['ada'])
  })

  test('an address without a database is an error at once', async () => {
    await expect(listenForChanges('postgresql://nobody@127.0.0.1:1/none', log)).rejects.toThrow('ECONNREFUSED')
  })
})

test('the channels that are known are those that the migrations notify', async () => {
  const { rows } = await client.query<{ prosrc: string }>(`select prosrc from pg_proc where prosrc ~ 'pg_notify'`)
  const notified = rows.flatMap(({ prosrc }) =>
    [...prosrc.matchAll(/pg_notify\('(\w+)'/g)].map(([, channel]) => channel),
  )
  expect(new Set(notified)).toEqual(new Set(CHANNELS))
})
