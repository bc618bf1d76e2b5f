import { describe, expect, test } from 'vitest'
import { schemaBreaks, schemaFacts } from '../testing/schema-breaks.ts'
import { OLDEST_BESIDE_NEWER } from '../testing/schema-milestones.ts'
import { emptyDatabase, freshDatabase } from '../testing/test-database.ts'
import { type Database, openPool } from './database.ts'
import { knownMigrations, migrate } from './migrate.ts'

/** What a migration changed that an older process counts on, and why that hurts none. See docs/deploy/upgrade.md. */
const WITHOUT_HARM: Record<string, string> = {
  '0050_added_sounds.sql: rule uploads.uploads_purpose_known is new or another, and may refuse what was right':
    'one more purpose; all that older processes write stays allowed',
  '0050_added_sounds.sql: rule uploads.uploads_tracks_have_a_language is new or another, and may refuse what was right':
    'for the purposes that older processes know it says what uploads_captions_have_a_language said',
  '0054_timer_and_moods.sql: rule meditation_sessions.meditation_sessions_type_known is new or another, and may refuse what was right':
    'one more type; all that older processes write stays allowed',
  '0060_ambient_sounds_and_listening.sql: rule meditation_sessions.meditation_sessions_type_known is new or another, and may refuse what was right':
    'one more type; all that older processes write stays allowed',
}

const grown = async (db: Database, change: () => Promise<unknown>) => {
  const before = await schemaFacts(db)
  await change()
  return schemaBreaks(before, await schemaFacts(db))
}

test('each migration leaves to processes of the release before all that they read and write', async () => {
  await using database = await emptyDatabase()
  await migrate(database.url, { upTo: OLDEST_BESIDE_NEWER })
  await using db = openPool(database.url, { log: console, size: 1 })
  const found: string[] = []
  for (const { name } of (await knownMigrations()).filter((migration) => migration.name > OLDEST_BESIDE_NEWER)) {
    const breaks = await grown(db, () => migrate(database.url, { upTo: name }))
    found.push(...breaks.map((problem) => `${name}: ${problem}`))
  }
  expect(found).toEqual(Object.keys(WITHOUT_HARM))
})

describe('an older process is found to be hurt by', () => {
  test.each([
    ['a column that is gone', 'alter table users drop column last_login', 'column users.last_login is gone'],
    ['one of another name', 'alter table users rename avatar_url to picture', 'column users.avatar_url is gone'],
    ['a table that is gone', 'drop table timer_presets', 'column timer_presets.name is gone'],
    [
      'another type',
      'alter table experts alter bio type varchar(99)',
      'column experts.bio is character varying(99), was text',
    ],
    [
      'a null that is refused',
      'alter table users alter avatar_url set not null',
      'column users.avatar_url must not be null',
    ],
    [
      'a default that is gone',
      'alter table users alter role drop default',
      'column users.role has no default any more',
    ],
    [
      'a new column that it does not fill',
      'alter table users add nickname text not null',
      'column users.nickname is new, and rows without it are refused',
    ],
    [
      'a rule that it does not know',
      'alter table users add constraint users_named check (display_name is not null)',
      'rule users.users_named is new or another, and may refuse what was right',
    ],
    [
      'a value that is unique now',
      'create unique index users_display_name on users (display_name)',
      'rule users.users_display_name is new or another, and may refuse what was right',
    ],
    [
      'a key that ON CONFLICT names, and is gone',
      'alter table categories drop constraint categories_slug_key',
      'rule categories.categories_slug_key is gone, on which ON CONFLICT may count',
    ],
    ['a function that is gone', 'drop function start_bucket(integer)', 'function start_bucket(integer) is gone'],
  ])('%s', async (_, statement, problem) => {
    await using database = await freshDatabase()
    await using db = openPool(database.url, { log: console, size: 1 })
    expect(await grown(db, () => db.query('', statement))).toContain(problem)
  })

  test('nothing that is only added, or was only said in other words', async () => {
    await using database = await freshDatabase()
    await using db = openPool(database.url, { log: console, size: 1 })
    const statements = [
      'create table extras (id uuid primary key, note text not null)',
      `alter table users add nickname text not null default '', add constraint users_nickname_short check (length(nickname) < 99)`,
      'alter table users alter display_name set default null',
      'alter table categories drop constraint categories_slug_key',
      'create unique index other_name on categories (slug)',
      'create index extras_note_idx on extras (note)',
    ]
    const breaks = await grown(db, async () => {
      for (const statement of statements) await db.query('', statement)
    })
    expect(breaks).toEqual([])
  })
})
