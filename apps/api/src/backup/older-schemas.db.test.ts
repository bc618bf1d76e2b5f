import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { afterAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../adapters/local/identity/password.ts'
import { systemRandom } from '../compose/machine.ts'
import { type Database, openPool } from '../db/database.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { PASSWORD, signIn } from '../testing/members.ts'
import { SCHEMA_MILESTONES } from '../testing/schema-milestones.ts'
import { testClock } from '../testing/test-clock.ts'
import { emptyDatabase } from '../testing/test-database.ts'
import { secondServer } from '../testing/test-server.ts'
import { makeBackup } from './make-backup.ts'
import { openBackup } from './restore-backup.ts'

const EMAIL = 'ada@example.com'
const SUB = '11111111-1111-4111-8111-111111111111'
const ITEM = '22222222-2222-4222-8222-222222222222'
const SESSION = '33333333-3333-4333-8333-333333333333'
const VIEWS = 3
const LATER_VIEWS = '0032_views.sql'

const root = await mkdtemp(join(tmpdir(), 'older-schemas-test-'))
afterAll(() => rm(root, { recursive: true }))
const { signal } = new AbortController()
const say = () => {}
const known = (await knownMigrations()).map(({ name }) => name)

describe.each(SCHEMA_MILESTONES)('a backup of the schema of %s', (schema) => {
  test('is restored, and its members find what they had', async () => {
    const folder = join(root, schema)
    await backupOf(schema, folder)
    await using target = await emptyDatabase()
    await (await openBackup(folder, { passphrase: null, say, signal })).restoreDatabase(target.url, say)

    await using server = await secondServer({ databaseUrl: target.url, clock: testClock(Date.now()) })
    const applied = await server.db.query<{ name: string }>('', 'select name from schema_migrations order by name')
    expect(applied.map(({ name }) => name)).toEqual(known)
    const cookies = await signIn(server, EMAIL)
    const answer = async (url: string) => (await server.request('GET', url, { cookies })).json()
    expect(await answer('/auth/me')).toMatchObject({ email: EMAIL, subscription_tier: 'premium' })
    expect(await answer(`/content/detail/${ITEM}`)).toMatchObject({ id: ITEM, title: 'Night sea' })
    expect(await answer(`/api/meditation/sessions/${SESSION}/stats`)).toMatchObject({ total_breaths: 42 })
    const [views] = await server.db.query(
      '',
      'select (select count(*)::integer from video_analytics) + (select coalesce(sum(views), 0)::integer from view_totals) as stored',
    )
    expect(views).toEqual({ stored: VIEWS })
  })
})

/** A tiny installation as it was at that time, backed up by the code of today. */
async function backupOf(schema: (typeof SCHEMA_MILESTONES)[number], folder: string): Promise<void> {
  await using old = await emptyDatabase()
  await migrate(old.url, { upTo: schema })
  await using db = openPool(old.url, { log: console, size: 1 })
  await fill(db, schema)
  const store = diskStore({ root: join(folder, 'store') })
  const options = { store, folder, passphrase: null, copiesMedia: false, secrets: null, version: '0.1.0' }
  await makeBackup({ ...options, databaseUrl: old.url, nowMs: Date.now(), say, signal })
}

/** In columns that every schema has had. */
async function fill(db: Database, schema: string): Promise<void> {
  await db.query('', `insert into users (cognito_sub, email, subscription_tier) values ($1, $2, 'premium')`, [
    SUB,
    EMAIL,
  ])
  await db.query(
    '',
    `insert into identity_accounts (sub, email, full_name, password_hash, email_verified) values ($1, $2, 'Ada', $3, true)`,
    [SUB, EMAIL, await hashPassword(PASSWORD, systemRandom)],
  )
  await db.query('', `insert into categories (name, slug) values ('Sleep', 'sleep')`)
  await db.query(
    '',
    `insert into content (id, title, slug, content_type, status, category_id, is_hls_ready, duration_seconds)
     select $1, 'Night sea', 'night-sea', 'video', 'published', id, true, 600 from categories`,
    [ITEM],
  )
  await db.query(
    '',
    `insert into meditation_sessions (id, user_id, session_type, started_at, ended_at, duration_seconds, completed, total_breaths)
     select $1, id, 'free_practice', now() - interval '1 day', now() - interval '23 hours', 3600, true, 42 from users`,
    [SESSION],
  )
  await db.query(
    '',
    `insert into breath_events (session_id, event_type, timestamp, duration_ms) values ($1, 'inhaling', now() - interval '1 day', 2000)`,
    [SESSION],
  )
  await db.query('', `insert into newsletter_subscribers (email, status) values ($1, 'unsubscribed')`, [EMAIL])
  if (schema < LATER_VIEWS) await fillReportedViews(db)
  else
    await db.query(
      '',
      `insert into view_totals (content_id, views, watch_seconds, changed) values ($1, $2, 90, pg_current_xact_id())`,
      [ITEM, VIEWS],
    )
}

/** As they were reported, before they were counted. */
async function fillReportedViews(db: Database): Promise<void> {
  for (let number = 0; number < VIEWS; number += 1)
    await db.query('', `insert into video_analytics (content_id, session_id, watch_duration) values ($1, $2, 30)`, [
      ITEM,
      `play-${number}`,
    ])
}
