import { readdir } from 'node:fs/promises'
import { freePorts } from '@better-and-bliss/process/free-ports'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyDatabase } from '../testing/test-database.ts'
import { migrate } from './migrate.ts'

const database = await emptyDatabase()
const client = new pg.Client({ connectionString: database.url })
await client.connect()
afterAll(async () => {
  await client.end()
  await database.drop()
})

const files = (await readdir(new URL('../../migrations/', import.meta.url))).filter((name) => name.endsWith('.sql'))
const applied = async () =>
  (await client.query<{ name: string; applied_at: Date }>('select * from schema_migrations order by name')).rows

describe('the migrations', () => {
  test('twenty processes that start at once apply each of them once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => migrate(database.url)))
    expect((await applied()).map(({ name }) => name)).toEqual(files.toSorted())
  })

  test('a later start applies nothing', async () => {
    const before = await applied()
    await migrate(database.url)
    expect(await applied()).toEqual(before)
  })

  test('a file that was edited after it was applied is refused, and nothing else happens', async () => {
    await client.query(`update schema_migrations set sha256 = 'other' where name like '0002%'`)
    await client.query(`delete from schema_migrations where name like '0005%'`)
    await expect(migrate(database.url)).rejects.toThrow('0002_catalogue.sql was edited after it was applied')
    expect((await applied()).map(({ name }) => name)).toEqual(
      files.filter((name) => !name.startsWith('0005')).toSorted(),
    )
  })

  test('a file that fails leaves no trace and says which one it was', async () => {
    await client.query(`delete from schema_migrations where name like '0002%'`)
    await expect(migrate(database.url)).rejects.toThrow(/^Migration 0002_catalogue.sql failed: .*already exists/)
    expect((await applied()).map(({ name }) => name)).not.toContain('0002_catalogue.sql')
  })

  test('a database that lets nobody in is told by its address, and by the variable that names it; its password is not', async () => {
    const [port] = await freePorts(1)
    const failed = migrate(`postgresql://bliss:very-secret-word@127.0.0.1:${port}/bliss`)
    const message = await failed.catch((error: unknown) => String(error))
    expect(message).toMatch(
      new RegExp(`^CannotStart: The database at 127\\.0\\.0\\.1:${port} .*ECONNREFUSED.*DATABASE_URL`),
    )
    expect(message).not.toContain('very-secret-word')
  })

  test('are numbered without a gap and forward only', () => {
    expect(files.toSorted().map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1))
  })
})
