import { openPool } from '@better-and-bliss/api/database'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { lockFolder } from './lock.ts'
import { announceRunning } from './running.ts'
import { runCommand } from './testing/run-command.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('the command gives a member another tier, says so, and refuses in words what it cannot do', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await db.query('', `insert into users (cognito_sub, email) values ('a', 'ada@example.com')`)
  const [changed, unknown, wrong] = await Promise.all([
    run(database.url, 'set-tier', 'Ada@example.com', 'premium'),
    run(database.url, 'set-tier', 'eve@example.com', 'basic'),
    run(database.url, 'set-tier', 'ada@example.com', 'gold'),
  ])
  expect(changed).toEqual({ code: 0, output: 'ada@example.com is premium now.\n' })
  expect(unknown).toEqual({ code: 1, output: 'There is no member with the address eve@example.com.\n' })
  expect(wrong).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^There is no tier "gold"; .*set-tier EMAIL free\|basic\|premium/s),
  })
  expect(await db.query('', 'select subscription_tier from users')).toEqual([{ subscription_tier: 'premium' }])
})

test('the command makes the first administrator, takes the task away only from one of several, and both are recorded', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await db.query('', `insert into users (cognito_sub, email) values ('a', 'ada@example.com'), ('b', 'bo@example.com')`)
  const roles = () => db.query('', 'select email, role from users order by email')
  expect(await run(database.url, 'set-role', 'Ada@example.com', 'admin')).toEqual({
    code: 0,
    output: 'ada@example.com is admin now.\n',
  })
  const last = await run(database.url, 'set-role', 'ada@example.com', 'member')
  expect(last).toEqual({ code: 1, output: expect.stringContaining('administrator') })
  await run(database.url, 'set-role', 'bo@example.com', 'admin')
  expect(await run(database.url, 'set-role', 'ada@example.com', 'member')).toMatchObject({ code: 0 })
  expect(await roles()).toEqual([
    { email: 'ada@example.com', role: 'free_user' },
    { email: 'bo@example.com', role: 'admin' },
  ])
  expect(await run(database.url, 'set-role', 'ada@example.com', 'owner')).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^There is no role "owner"; there are content_creator, moderator, admin, member/),
  })
  expect(await db.query('', 'select actor_kind, action from audit_log order by id')).toEqual(
    Array.from({ length: 3 }, () => ({ actor_kind: 'operator', action: 'member.role_and_tier_set' })),
  )
})

test('the command suspends a member and takes them back, says so, and both are recorded', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await db.query('', `insert into users (cognito_sub, email) values ('a', 'ada@example.com')`)
  const status = () => db.query('', 'select status from users')
  expect(await run(database.url, 'suspend', 'ada@example.com')).toEqual({
    code: 0,
    output: 'ada@example.com is suspended now.\n',
  })
  expect(await status()).toEqual([{ status: 'suspended' }])
  expect(await run(database.url, 'reinstate', 'Ada@example.com')).toEqual({
    code: 0,
    output: 'ada@example.com is a member again.\n',
  })
  expect(await status()).toEqual([{ status: 'active' }])
  expect(await run(database.url, 'suspend', 'eve@example.com')).toMatchObject({ code: 1 })
  expect(await db.query('', 'select actor_kind, action, before, after from audit_log order by id')).toEqual([
    {
      ...{ actor_kind: 'operator', action: 'member.status_set' },
      ...{ before: { status: 'active' }, after: { status: 'suspended' } },
    },
    {
      ...{ actor_kind: 'operator', action: 'member.status_set' },
      ...{ before: { status: 'suspended' }, after: { status: 'active' } },
    },
  ])
})

test('the command says whether the record of acts is as it was written, since a place that was noted, too', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  expect(await run(database.url, 'audit', 'verify')).toEqual({ code: 0, output: 'Nothing was recorded yet.\n' })
  await db.query('', `insert into audit_log (actor_kind, action, target) values ('operator', 'x', 'y')`)
  const { code, output } = await run(database.url, 'audit', 'verify')
  expect(code).toBe(0)
  const [noted = ''] = /1:[0-9a-f]{64}/.exec(output) ?? []
  const [same, other, wrong] = await Promise.all([
    run(database.url, 'audit', 'verify', noted),
    run(database.url, 'audit', 'verify', `1:${'0'.repeat(64)}`),
    run(database.url, 'audit', 'verify', 'yesterday'),
  ])
  expect(same).toEqual({ code: 0, output })
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining('another hash when it was noted') })
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('audit verify [PLACE:HASH]') })
})

test('without DATABASE_URL the member is looked for in the system that runs with the data folder', async () => {
  await using folder = await temporaryFolder()
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await db.query('', `insert into users (cognito_sub, email) values ('a', 'ada@example.com')`)
  const nobody = await runWith({ DATA_DIR: folder.path }, 'set-tier', 'ada@example.com', 'basic')
  expect(nobody).toEqual({
    code: 1,
    output: 'Better & Bliss does not run here. Start it with `npm start`, or set DATABASE_URL.\n',
  })
  await using _lock = await lockFolder(folder.path)
  const addresses = { apiUrl: 'http://a', webUrl: 'http://w', edgeUrl: 'http://e', mediaDir: '/media' }
  await using _running = await announceRunning(folder.path, { pid: 1, databaseUrl: database.url, ...addresses })
  const found = await runWith({ DATA_DIR: folder.path }, 'set-tier', 'ada@example.com', 'basic')
  expect(found).toEqual({ code: 0, output: 'ada@example.com is basic now.\n' })
})

const run = (databaseUrl: string, ...args: string[]) => runWith({ DATABASE_URL: databaseUrl }, ...args)

function runWith(env: Record<string, string>, ...args: string[]) {
  return runCommand('member.ts', env, args)
}
