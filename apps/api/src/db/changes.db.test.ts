import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { breakableWay } from '../testing/outage.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { until } from '../testing/until.ts'
import { listenForChanges } from './changes.ts'

const warned: string[] = []
const log = { info: () => {}, warn: (_: object, message: string) => void warned.push(message), error: () => {} }
const database = await freshDatabase()
const client = new pg.Client({ connectionString: database.url })
await client.connect()
afterAll(async () => {
  await client.end()
  await database.drop()
})

const notify = (channel: string, payload: string) => client.query('select pg_notify($1, $2)', [channel, payload])

describe('the connection that reports changes', () => {
  test('tells each listener what happens in its channel, in the order of the commits', async () => {
    await using changes = await listenForChanges(database.url, log)
    const heard: string[] = []
    changes.on('member_changed', (sub) => heard.push(`member ${sub}`))
    changes.on('catalogue_changed', (id) => heard.push(`item ${id}`))
    changes.on('catalogue_changed', (id) => heard.push(`item ${id} again`))
    await notify('member_changed', 'ada')
    await notify('another_channel', 'x')
    await notify('catalogue_changed', '1')
    await until(() => heard.length === 3)
    expect(heard).toEqual(['member ada', 'item 1', 'item 1 again'])
  })

  test("comes back after it was lost, and says '*' because anything may have changed", async () => {
    await using changes = await listenForChanges(database.url, log)
    const heard: string[] = []
    changes.on('member_changed', (sub) => heard.push(sub))
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'better-and-bliss changes'`)
    await notify('member_changed', 'missed')
    await until(() => heard.length > 0)
    await notify('member_changed', 'ada')
    await until(() => heard.length > 1)
    expect(heard).toEqual(['*', 'ada'])
    expect(warned.splice(0)).toEqual(['The connection that reports changes was lost; connecting again'])
  })

  test('comes back every time that the database was away, and warns once each time', { timeout: 10_000 }, async () => {
    await using way = await breakableWay(database.url)
    await using changes = await listenForChanges(way.url, log)
    const heard: string[] = []
    changes.on('catalogue_changed', (id) => heard.push(id))
    for (const times of [1, 2]) {
      await way.cut()
      await until(() => warned.length === times)
      expect(heard).toHaveLength(times - 1)
      await way.mend()
      await until(() => heard.length === times)
    }
    expect(heard).toEqual(['*', '*'])
    expect(warned.splice(0)).toHaveLength(2)
  })

  test('notices that it is frozen, and comes back when it thaws', async () => {
    await using way = await breakableWay(database.url)
    await using changes = await listenForChanges(way.url, log, { askEveryMs: 20, connectMs: 100, answerMs: 100 })
    const heard: string[] = []
    changes.on('catalogue_changed', (id) => heard.push(id))
    way.freeze()
    await until(() => warned.length === 1)
    await notify('catalogue_changed', 'missed')
    way.thaw()
    await until(() => heard.length > 0)
    await notify('catalogue_changed', '1')
    await until(() => heard.length > 1)
    expect(heard).toEqual(['*', '1'])
    expect(warned.splice(0)).toHaveLength(1)
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

  test('an address without a database is an error at once', async () => {
    await expect(listenForChanges('postgresql://nobody@127.0.0.1:1/none', log)).rejects.toThrow('ECONNREFUSED')
  })
})
