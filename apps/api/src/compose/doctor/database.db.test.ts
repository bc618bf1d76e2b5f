import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { Secret } from '@better-and-bliss/settings'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../db/database.ts'
import { readDatabaseFacts } from '../../db/facts.ts'
import { certificateFor, expiredCertificateFor } from '../../testing/certificate.ts'
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { until } from '../../testing/until.ts'
import { backupsCheck } from './backups.ts'
import { databaseCheck } from './database.ts'
import { workerCheck } from './services.ts'
import { expectFinding, expectFit, outcomesOf } from './testing/outcomes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const nowMs = Date.now
const checkOf = (url: string, now = nowMs) => databaseCheck({ databaseUrl: new Secret(url), nowMs: now })
const changed = (change: (url: URL) => void) => {
  const url = new URL(database.url)
  change(url)
  return url.href
}

describe('PostgreSQL', () => {
  test('that fits is told with version, encryption, clock and schema', async () => {
    const outcomes = await outcomesOf(checkOf(database.url))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['fits', 'fits', 'fits', 'fits'])
    expect(outcomes.map(({ says }) => says).join(' ')).toMatch(/PostgreSQL \d+.*no TLS.*agree.*newest/)
  })

  test('that refuses the password is told without it', async () => {
    const check = checkOf(changed((url) => Object.assign(url, { password: 'wrong-password' })))
    await expectFinding(check, 'wrong', /password authentication failed/)
    expect(JSON.stringify(await outcomesOf(check))).not.toContain('wrong-password')
  })

  test('without the database is told, and one that nobody listens for', async () => {
    await expectFinding(
      checkOf(changed((url) => Object.assign(url, { pathname: '/nothing' }))),
      'wrong',
      /"nothing" does not exist/,
    )
    await expectFinding(checkOf(changed((url) => Object.assign(url, { port: '1' }))), 'wrong', /ECONNREFUSED/)
  })

  test('whose clock is a minute behind is told', async () => {
    await expectFinding(
      checkOf(database.url, () => Date.now() + 60_000),
      'wrong',
      /(59|60)\.\d s behind/,
    )
  })

  test('in which migrations wait, were edited, or came from a newer release is told', async () => {
    await using empty = await emptyDatabase()
    await expectFinding(checkOf(empty.url), 'wrong', /Migrations wait: \d+, the first is 0001/)
    await using other = await freshDatabase()
    await using db = openPool(other.url, { log: console, size: 1 })
    await db.query('', `insert into schema_migrations (name, sha256) values ('9999_of_tomorrow.sql', 'x')`)
    await expectFinding(checkOf(other.url), 'advice', /9999_of_tomorrow/)
    await db.query('', `update schema_migrations set sha256 = 'x' where name like '0001%'`)
    await expectFinding(checkOf(other.url), 'wrong', /0001_members.sql was edited/)
  })

  const [selfSigned, expired] = [certificateFor('localhost'), expiredCertificateFor('localhost')]
  test.skipIf(!selfSigned)('whose certificate nobody vouches for, or has ended, is told', async () => {
    const at = async (certificate: typeof expired, authority: string) => {
      await using server = await tlsServer(certificate)
      return await outcomesOf(checkOf(`${server.url}?sslmode=verify-full${authority}`))
    }
    const wrong = (words: RegExp) => [{ kind: 'wrong', says: expect.stringMatching(words) }]
    expect(await at(selfSigned, '')).toMatchObject(wrong(/self-signed certificate/))
    const authority = `&sslrootcert=${encodeURIComponent(expired?.cert ?? '')}`
    expect(await at(expired, authority)).toMatchObject(wrong(/certificate has expired/))
  })
})

/** As much of PostgreSQL as it takes to be asked for TLS. */
async function tlsServer(certificate: { key: string; cert: string } | null) {
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        socket.write('S')
        new TLSSocket(socket, { isServer: true, ...certificate }).on('error', () => {})
      })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `postgresql://bliss@localhost:${port}/bliss`, [Symbol.asyncDispose]: async () => void server.close() }
}

describe('workers', () => {
  const check = (now = nowMs) => workerCheck({ databaseUrl: new Secret(database.url), nowMs: now, version: '1.0.0' })
  const add = async (version: string) => {
    await using db = openPool(database.url, { log: console, size: 1 })
    await db.query(
      '',
      `insert into workers (id, host, version, started_at, seen_at) values (gen_random_uuid(), 'studio-1', $1, now(), now())`,
      [version],
    )
  }

  test('are missed where none runs, and one that ended says nothing any more', async () => {
    await expectFinding(check(), 'wrong', /No worker runs/)
    await add('1.0.0')
    await expectFit(check(), /Workers that run: 1/)
    await expectFinding(
      check(() => Date.now() + 120_000),
      'wrong',
      /No worker runs/,
    )
    await add('0.9.0')
    await expectFinding(check(), 'advice', /another release run: studio-1 \(0\.9\.0\)/)
  })
})

/** It may end a connection before the pool has closed it. */
const OF_A_STOPPED_SERVER = { info: () => {}, warn: () => {}, error: () => {} }

describe('backups', () => {
  const check = (daily: { folder: string; newestAtMs: number | null } | null, environment = 'production') =>
    backupsCheck({ environment, databaseUrl: new Secret(database.url), daily, nowMs })
  const made = (hours: number) => ({ folder: '/backups', newestAtMs: Date.now() - hours * 3_600_000 })

  test('that are asked for have to be there, and of yesterday at the most', async () => {
    await expectFit(check(made(30)), /is 30 hours old/)
    await expectFinding(check(made(40)), 'wrong', /is 40 hours old/)
    await expectFinding(check({ folder: '/backups', newestAtMs: null }), 'wrong', /There is no backup in \/backups/)
  })

  test('that nobody asked for are missed in production alone', async () => {
    await expectFinding(check(null), 'advice', /None is seen from here/)
    await expectFit(check(null, 'development'), /right in development/)
  })

  test.each([
    ['true', 'fits', /archived its log 0 hours ago/],
    ['false', 'wrong', /cannot archive its log since/],
  ] as const)('that PostgreSQL makes by archiving its log (archive_command %s) count', async (command, kind, words) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-archive-'))
    const settings = { archive_mode: 'on', archive_command: command, fsync: 'off' }
    const postgres = await startPostgres({ dataDir, password: 'a-password', log: () => {}, settings })
    try {
      await using admin = openPool(postgres.adminUrl, { log: OF_A_STOPPED_SERVER, size: 1 })
      await admin.query('', 'create table something (id integer)')
      await admin.query('', 'select pg_switch_wal()')
      const parts = { environment: 'production', databaseUrl: new Secret(postgres.url), daily: null, nowMs }
      await until(async () => {
        const { archive } = await readDatabaseFacts(postgres.url, nowMs)
        return archive?.lastArchivedAt !== null || archive.lastFailedAt !== null
      })
      expect(await outcomesOf(backupsCheck(parts))).toMatchObject([{ kind, says: expect.stringMatching(words) }])
    } finally {
      await postgres.stop()
      await rm(dataDir, { recursive: true })
    }
  })
})
