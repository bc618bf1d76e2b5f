import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { afterAll, describe, expect, test } from 'vitest'
import { openPool } from '../db/database.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { signUp } from '../testing/members.ts'
import { emptyDatabase } from '../testing/test-database.ts'
import { testServer } from '../testing/test-server.ts'
import { makeBackup } from './make-backup.ts'
import { openBackup } from './restore-backup.ts'

const PASSPHRASE = 'seven quiet otters'
const MEDIA = {
  'hls/a/master.m3u8': '#EXTM3U\n',
  'hls/a/720p/segment0000.m4s': 'x'.repeat(70_000),
  'sources/a/film.mp4': 'film',
}
const { signal } = new AbortController()
const say = () => {}

const root = await mkdtemp(join(tmpdir(), 'backup-test-'))
let count = 0
const fresh = () => {
  count += 1
  return join(root, String(count))
}
const storeIn = (folder: string) => diskStore({ root: folder })
const server = await testServer()
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

await signUp(server, 'ada@example.com')
await server.db.query('', `select make_view_partition('2020-01-01')`)
await server.db.query('', `insert into categories (name, slug) values (E'Sleep\\t\\\\N "quiet"\\n', 'sleep')`)
const store = storeIn(fresh())
for (const [key, text] of Object.entries(MEDIA))
  await store.put(key, Buffer.from(text), { contentType: 'text/plain', cacheControl: 'no-store' })

async function backup({
  passphrase = null as string | null,
  copiesMedia = true,
  databaseUrl = server.databaseUrl,
} = {}) {
  const folder = fresh()
  const secrets = Buffer.from('{"secret":1}')
  const options = { databaseUrl, store, folder, passphrase, copiesMedia, secrets, version: '1.2.3', nowMs: Date.now() }
  return { folder, manifest: await makeBackup({ ...options, say, signal }) }
}
const open = (folder: string, passphrase: string | null = null) => openBackup(folder, { passphrase, say, signal })

/** Every row of every table, as text. */
async function contentOf(databaseUrl: string): Promise<Record<string, string[]>> {
  await using db = openPool(databaseUrl, { log: console, size: 1 })
  const tables = await db.query<{ name: string }>(
    '',
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`,
  )
  const content: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }>('', `select t::text as row from ${name} t order by 1`)
    content[name] = rows.map(({ row }) => row)
  }
  return content
}

const isolated = async (databaseUrl: string) => {
  await using db = openPool(databaseUrl, { log: console, size: 1 })
  return db.query('', 'select conrelid::regclass::text, conname, convalidated from pg_constraint order by 1, 2')
}

describe.each([
  ['that anybody can read', null],
  ['that is encrypted', PASSPHRASE],
])('a backup %s', (_, passphrase) => {
  test('brings back every row, constraint and object, and what is written next goes on from there', async () => {
    const { folder, manifest } = await backup({ passphrase })
    await using target = await emptyDatabase()
    const opened = await open(folder, passphrase)
    await opened.restoreDatabase(target.url, say)
    expect(await contentOf(target.url)).toEqual(await contentOf(server.databaseUrl))
    expect(await isolated(target.url)).toEqual(await isolated(server.databaseUrl))
    expect(manifest.tables.find(({ name }) => name === 'users')?.rows).toBe(1)

    await using db = openPool(target.url, { log: console, size: 1 })
    await db.query('', `insert into categories (name, slug) values ('New', 'new')`)
    await expect(db.query('', `delete from users where email = 'ada@example.com'`)).resolves.toEqual([])

    const other = storeIn(fresh())
    expect(await opened.restoreMedia(other, say)).toEqual({ objects: 3, missing: [] })
    for (const [key, text] of Object.entries(MEDIA)) {
      expect(Buffer.from((await other.read(key)) ?? []).toString()).toBe(text)
      expect(await other.head(key)).toMatchObject({ contentType: 'text/plain', cacheControl: 'no-store' })
    }
  })
})

test('keys are in encrypted backups alone, and nothing of those can be read', async () => {
  expect(await (await open((await backup()).folder)).readSecrets()).toBeNull()
  const { folder } = await backup({ passphrase: PASSPHRASE })
  expect(String(await (await open(folder, PASSPHRASE)).readSecrets())).toBe('{"secret":1}')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  for (const { name, parentPath } of files)
    if (name !== 'manifest.json')
      expect((await readFile(join(parentPath, name))).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
})

test('media that were only listed are looked for', async () => {
  const opened = await open((await backup({ copiesMedia: false })).folder)
  expect(await opened.restoreMedia(store, say)).toEqual({ objects: 3, missing: [] })
  const poor = storeIn(fresh())
  await poor.put('sources/a/film.mp4', Buffer.from('film'))
  expect(await opened.restoreMedia(poor, say)).toEqual({
    objects: 1,
    missing: ['hls/a/720p/segment0000.m4s', 'hls/a/master.m3u8'],
  })
})

test('it is of one moment, however much is written meanwhile', async () => {
  const writing = { on: true }
  const writer = (async () => {
    await using db = openPool(server.databaseUrl, { log: console, size: 1 })
    for (let n = 0; writing.on; n += 1) {
      await db.transaction(async (tx) => {
        await tx.query('', 'insert into categories (name, slug) values ($1, $1)', [`written-${n}`])
        await tx.query(
          '',
          `insert into content (title, slug, content_type, category_id) select slug, slug, 'audio', id from categories where slug = $1`,
          [`written-${n}`],
        )
      })
    }
  })()
  const { folder } = await backup()
  writing.on = false
  await writer
  await using target = await emptyDatabase()
  await (await open(folder)).restoreDatabase(target.url, say)
  await using db = openPool(target.url, { log: console, size: 1 })
  const [torn] = await db.query<{ count: number }>(
    '',
    `select count(*)::integer as count from categories c full join content i on i.category_id = c.id
     where (c.slug like 'written-%' or i.slug like 'written-%') and (c.id is null or i.id is null)`,
  )
  expect(torn?.count).toBe(0)
})

test('of every older schema it is brought to the newest', async () => {
  const known = await knownMigrations()
  for (const at of [0, Math.floor(known.length / 2), known.length - 2]) {
    await using old = await emptyDatabase()
    await migrate(old.url, { upTo: known[at]?.name })
    const { folder } = await backup({ databaseUrl: old.url, copiesMedia: false })
    await using target = await emptyDatabase()
    await (await open(folder)).restoreDatabase(target.url, say)
    await using db = openPool(target.url, { log: console, size: 1 })
    const applied = await db.query<{ name: string }>('', 'select name from schema_migrations order by name')
    expect(applied.map(({ name }) => name)).toEqual(known.map(({ name }) => name))
  }
})

describe('a restore refuses', () => {
  const saying = (words: string) =>
    expect.objectContaining({ name: 'BackupError', message: expect.stringContaining(words) })

  test('a database that has something in it, and leaves it as it was', async () => {
    const { folder } = await backup()
    const before = await contentOf(server.databaseUrl)
    await expect((await open(folder)).restoreDatabase(server.databaseUrl, say)).rejects.toEqual(
      saying('tables already'),
    )
    expect(await contentOf(server.databaseUrl)).toEqual(before)
  })

  test('half a backup, a changed one, and one of another release', async () => {
    await expect(open(fresh())).rejects.toEqual(saying('no backup, or half of one'))
    const { folder, manifest } = await backup()
    const change = async (words: string, file: string, to: (path: string) => Promise<unknown>) => {
      const path = join(folder, file)
      const kept = await readFile(path)
      await to(path)
      await expect(open(folder)).rejects.toEqual(saying(words))
      await writeFile(path, kept)
    }
    await change('half a backup', 'tables/users.copy.gz', (path) => rm(path))
    await change('not as it was written', 'tables/users.copy.gz', (path) => truncate(path, 10))
    await change('not as it was written', 'media/sources/a/film.mp4', (path) => writeFile(path, 'flim'))
    await change('damaged', 'manifest.json', (path) => writeFile(path, '{'))
    const later = { ...manifest, schema: [...manifest.schema, { name: '9999_later.sql', sha256: 'x' }] }
    await change('9999_later.sql', 'manifest.json', (path) => writeFile(path, JSON.stringify(later)))
    await expect(open(folder)).resolves.toBeDefined()
  })

  test('a missing or another passphrase', async () => {
    const { folder } = await backup({ passphrase: PASSPHRASE, copiesMedia: false })
    await expect(open(folder)).rejects.toEqual(saying('encrypted'))
    await expect(open(folder, 'another')).rejects.toEqual(saying('passphrase is not'))
  })
})

test('a folder that has something in it, and a database that is not ours, are not backed up', async () => {
  const { folder } = await backup()
  const options = {
    databaseUrl: server.databaseUrl,
    store,
    folder,
    passphrase: null,
    copiesMedia: false,
    secrets: null,
  }
  const more = { version: '1', nowMs: 0, say, signal }
  await expect(makeBackup({ ...options, ...more })).rejects.toMatchObject({ name: 'BackupError' })
  await using foreign = await emptyDatabase()
  await expect(backup({ databaseUrl: foreign.url })).rejects.toThrow('no database of Better & Bliss')
})
