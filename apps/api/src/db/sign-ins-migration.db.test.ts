import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { refreshTokenCodec } from '../adapters/local/identity/refresh-token.ts'
import { testClock } from '../testing/test-clock.ts'
import { emptyDatabase } from '../testing/test-database.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { cookiesOf, secondServer } from '../testing/test-server.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
const SIGN_INS = '0012_sign_ins.sql'

const database = await emptyDatabase()
afterAll(() => database.drop())
const clock = testClock(Date.now())

test('who was signed in before there was a registry of sign-ins stays so, and refreshes with the token of then', async () => {
  const old = { fresh: randomUUID(), rotated: randomUUID(), revoked: randomUUID() }
  await migrateAround((client) => insertSessions(client, old))
  await using server = await secondServer({ databaseUrl: database.url, clock })
  const codec = refreshTokenCodec([TEST_KEYS.JWT_SECRET_KEY])
  const refresh = (signInId: string, generation: number) =>
    server.request('POST', '/auth/refresh', { cookies: `refresh_token=${codec.encode({ signInId, generation })}` })

  for (const [signInId, generation] of [[old.fresh, 0] as const, [old.rotated, 7] as const]) {
    const response = await refresh(signInId, generation)
    expect(response.statusCode).toBe(200)
    const me = await server.request('GET', '/auth/me', { cookies: cookiesOf(response) })
    expect(me.json()).toMatchObject({ email: 'ada@example.com' })
  }
  expect((await refresh(old.revoked, 0)).statusCode).toBe(401)
  const rows = await server.db.query(
    '',
    'select id, provider, device, revoked_reason from sign_ins order by created_at',
  )
  expect(rows).toEqual([
    { id: old.fresh, provider: 'embedded', device: 'Phone', revoked_reason: null },
    { id: old.rotated, provider: 'embedded', device: 'Phone', revoked_reason: null },
    { id: old.revoked, provider: 'embedded', device: 'Phone', revoked_reason: null },
  ])
  // A token of before that is used twice is found out as before.
  expect((await refresh(old.rotated, 5)).statusCode).toBe(401)
  expect((await refresh(old.rotated, 8)).statusCode).toBe(401)
})

/** Applies the migrations, with `insert` between those of before the registry and the rest. */
async function migrateAround(insert: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).toSorted()) {
      if (name === SIGN_INS) await insert(client)
      await client.query(await readFile(new URL(name, FOLDER), 'utf8'))
    }
  } finally {
    await client.end()
  }
}

async function insertSessions(client: pg.Client, ids: Record<'fresh' | 'rotated' | 'revoked', string>): Promise<void> {
  const sub = randomUUID()
  await client.query(`insert into users (cognito_sub, email) values ($1, 'ada@example.com')`, [sub])
  await client.query(
    `insert into identity_accounts (sub, email, full_name, password_hash) values ($1, 'ada@example.com', 'Ada', 'x')`,
    [sub],
  )
  for (const [minute, [id, generation, revoked]] of [
    [ids.fresh, 0, false] as const,
    [ids.rotated, 7, false] as const,
    [ids.revoked, 0, true] as const,
  ].entries()) {
    await client.query(
      `insert into refresh_sessions (id, cognito_sub, user_agent, generation, rotated_at, expires_at, created_at, revoked_at)
       values ($1, $2, 'Phone', $3, case when $3 > 0 then now() end, now() + interval '7 days',
         now() - interval '1 hour' + $4 * interval '1 minute', case when $5 then now() end)`,
      [id, sub, generation, minute, revoked],
    )
  }
}
