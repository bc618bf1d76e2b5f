import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from './test-database.ts'

test('each test gets a migrated database of its own', async () => {
  await using one = await freshDatabase()
  await using other = await freshDatabase()
  await query(one.url, 'create table only_here ()')
  expect(await query(one.url, "select to_regclass('only_here')::text as name")).toEqual([{ name: 'only_here' }])
  expect(await query(other.url, "select to_regclass('only_here')::text as name")).toEqual([{ name: null }])
  expect(await query(other.url, "select to_regclass('schema_migrations')::text as name")).toEqual([
    { name: 'schema_migrations' },
  ])
})

test('trigrams see the letters of every alphabet', async () => {
  await using database = await freshDatabase()
  const rows = await query(database.url, "select similarity('Żółć', 'Żółw') > 0.2 as alike")
  expect(rows).toEqual([{ alike: true }])
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
