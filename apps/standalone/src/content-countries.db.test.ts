import { openPool } from '@better-and-bliss/api/database'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { runCommand } from './testing/run-command.ts'

test('the command says where an item may be played, and refuses in words what it cannot do', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await db.query('', `insert into content (title, slug, content_type) values ('Rain', 'rain', 'audio')`)
  const countries = async () =>
    (await db.query<{ countries: string }>('', 'select countries from content'))[0]?.countries
  expect(await run(database.url, 'rain', '--only-in', 'de, CH')).toEqual({
    code: 0,
    output: 'rain may be played in de, CH only now.\n',
  })
  expect(await countries()).toBe('aCHDE')
  const refused = await Promise.all([
    run(database.url, 'snow', '--everywhere'),
    run(database.url, 'rain', '--not-in', 'Atlantis'),
    run(database.url, 'rain', '--not-in', 'AA'),
    run(database.url, 'rain', '--not-in', 'US', '--everywhere'),
    run(database.url, '--everywhere'),
  ])
  expect(refused.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1])
  const words = ['no item with the slug "snow"', 'notIn must be', 'notIn must be', 'Say one of', 'slug is missing']
  for (const [index, said] of words.entries()) expect(refused[index]?.output).toContain(said)
  expect(await countries()).toBe('aCHDE')
  for (let time = 0; time < 2; time += 1) await run(database.url, 'rain', '--everywhere')
  expect(await countries()).toBe('')
  const [everywhere, some] = [
    { rule: 'everywhere', codes: [] },
    { rule: 'only_in', codes: ['CH', 'DE'] },
  ]
  expect(await db.query('', 'select actor_kind, action, before, after from audit_log order by id')).toEqual([
    {
      actor_kind: 'operator',
      action: 'content.changed',
      before: { countries: everywhere },
      after: { countries: some },
    },
    {
      actor_kind: 'operator',
      action: 'content.changed',
      before: { countries: some },
      after: { countries: everywhere },
    },
  ])
})

function run(databaseUrl: string, ...args: string[]) {
  return runCommand('content-countries.ts', { DATABASE_URL: databaseUrl }, args)
}
