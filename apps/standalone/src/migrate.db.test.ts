import { openPool } from '@better-and-bliss/api/database'
import { emptyDatabase } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { runCommand } from './testing/run-command.ts'

test('the command says what waits, tries it without a trace, applies it, and knows what a newer release did', async () => {
  await using database = await emptyDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  const run = (...args: string[]) => runCommand('migrate.ts', { DATABASE_URL: database.url }, args)
  const tables = () => db.query('', `select from pg_tables where schemaname = 'public'`)

  const first = await run('status')
  expect(first).toMatchObject({ code: 2, output: expect.stringMatching(/^0001_members\.sql {2}waits$/m) })
  const tried = await run('dry-run')
  expect(tried).toMatchObject({ code: 0, output: expect.stringMatching(/^0001_members\.sql would be applied$/m) })
  expect(await tables()).toEqual([])

  const applied = await run()
  expect(applied).toEqual({ code: 0, output: tried.output.replaceAll('would be', 'was') })
  expect(await run()).toEqual({ code: 0, output: 'The schema is the newest: nothing waits.\n' })

  await db.query('', `insert into schema_migrations (name, sha256) values ('9999_later.sql', '0')`)
  const last = await run('status')
  expect(last.code).toBe(0)
  expect(last.output).toMatch(/^0001_members\.sql {2}20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/m)
  expect(last.output).toMatch(/^9999_later\.sql {2}.*by a newer release/m)
})

test('the command says why the database does not answer, and how it is used', async () => {
  const away = await runCommand('migrate.ts', { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }, ['status'])
  expect(away).toMatchObject({ code: 1, output: expect.stringContaining('ECONNREFUSED') })
  expect(await runCommand('migrate.ts', {}, ['down'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('npm run migrate -- dry-run'),
  })
})
