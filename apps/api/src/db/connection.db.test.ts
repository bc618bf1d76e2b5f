import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { pgBossQueue } from '../adapters/local/pg-boss-queue.ts'
import { type Certificate, certificateFor } from '../testing/certificate.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { listenForChanges } from './changes.ts'
import { connectionTo } from './connection.ts'
import { openPool } from './database.ts'
import { listMigrations, migrate } from './migrate.ts'

const LOG = { ...console, info: () => {} }

const right = certificateFor('localhost')
const wrong = certificateFor('localhost')

describe.skipIf(!right || !wrong)('a server that speaks TLS', async () => {
  if (!right || !wrong) return
  const server = await tlsServer(right)
  afterAll(() => server[Symbol.asyncDispose]())
  const to = (host: string, parameters: Record<string, string>) => {
    const url = new URL(server.url)
    url.hostname = host
    url.search = new URLSearchParams(parameters).toString()
    return url.href
  }
  const [NAME, OTHER_NAME] = ['localhost', '127.0.0.1']
  const [CA, OTHER_CA] = [{ sslrootcert: right.cert }, { sslrootcert: wrong.cert }]

  test.each<[string, string, Record<string, string>, boolean]>([
    ['no mode', OTHER_NAME, {}, false],
    ['disable', NAME, { sslmode: 'disable' }, false],
    ['prefer, whoever it is', OTHER_NAME, { sslmode: 'prefer' }, true],
    ['prefer by name', NAME, { sslmode: 'prefer' }, true],
    ['require, whoever it is', OTHER_NAME, { sslmode: 'require' }, true],
    ['require and the right authority', OTHER_NAME, { sslmode: 'require', ...CA }, true],
    ['verify-ca whatever its name', OTHER_NAME, { sslmode: 'verify-ca', ...CA }, true],
    ['verify-full', NAME, { sslmode: 'verify-full', ...CA }, true],
  ])('%s: connected', async (_, host, parameters, encrypted) => {
    expect(await isEncrypted(to(host, parameters))).toBe(encrypted)
  })

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['require and another authority', NAME, { sslmode: 'require', ...OTHER_CA }, /self-signed certificate/],
    ['verify-ca and another authority', NAME, { sslmode: 'verify-ca', ...OTHER_CA }, /self-signed certificate/],
    ['verify-full and another authority', NAME, { sslmode: 'verify-full', ...OTHER_CA }, /self-signed certificate/],
    ['verify-full and public authorities', NAME, { sslmode: 'verify-full' }, /self-signed certificate/],
    ['verify-full and another name', OTHER_NAME, { sslmode: 'verify-full', ...CA }, /does not match certificate/],
    ['an authority that is nowhere', NAME, { sslmode: 'verify-ca', sslrootcert: '/nowhere.pem' }, /DB_SSL_CA cannot/],
    ['a mode that is none', NAME, { sslmode: 'no-verify' }, /sslmode=no-verify/],
  ])('%s: refused', async (_, host, parameters, reason) => {
    await expect(isEncrypted(to(host, parameters))).rejects.toThrow(reason)
  })

  test('the authority may be a file', async () => {
    const path = join(server.folder, 'ca.pem')
    await writeFile(path, right.cert)
    expect(await isEncrypted(to(NAME, { sslmode: 'verify-full', sslrootcert: path }))).toBe(true)
  })

  test.each(['prefer', 'verify-full'])('every connection of ours is encrypted with %s', async (sslmode) => {
    const url = to(NAME, { sslmode, ...(sslmode === 'verify-full' && CA) })
    await migrate(url)
    expect((await listMigrations(url)).every(({ state }) => state === 'applied')).toBe(true)
    await using stack = new AsyncDisposableStack()
    const pool = stack.use(openPool(url, { log: LOG }))
    stack.use(await listenForChanges(url, LOG))
    stack.use(await pgBossQueue(url, { log: LOG, keepDays: 1 }))
    const rows = await pool.query<{ name: string; ssl: boolean }>(
      '',
      `select distinct application_name as name, ssl from pg_stat_activity join pg_stat_ssl using (pid)
      where backend_type = 'client backend' order by 1`,
    )
    expect(rows).toEqual([
      { name: 'better-and-bliss', ssl: true },
      { name: 'better-and-bliss changes', ssl: true },
      { name: 'better-and-bliss jobs', ssl: true },
    ])
  })

  test('large answers and questions pass through a preferred connection whole', async () => {
    await using pool = openPool(to(NAME, { sslmode: 'prefer' }), { log: LOG, size: 1 })
    const text = 'breath'.repeat(500_000)
    const [row] = await pool.query<{ text: string }>('', 'select $1::text || $1::text as text', [text])
    expect(row?.text === text + text).toBe(true)
  })
})

describe('a server without TLS', () => {
  test('is taken by disable and prefer and by no other mode', async () => {
    await using database = await freshDatabase()
    const ssl = (mode: string) => `${database.url}?sslmode=${mode}`
    expect(await isEncrypted(ssl('disable'))).toBe(false)
    expect(await isEncrypted(ssl('prefer'))).toBe(false)
    for (const mode of ['require', 'verify-full']) {
      await expect(isEncrypted(ssl(mode))).rejects.toThrow('The server does not support SSL connections')
    }
  })
})

describe('prefer', () => {
  const failureAt = async (answer: (socket: Socket) => void) => {
    await using server = createServer((socket) => void socket.on('error', () => {}).once('data', () => answer(socket)))
    await new Promise<void>((listening) => server.listen({ host: '127.0.0.1', port: 0 }, listening))
    const at = server.address()
    if (!at || typeof at === 'string') throw new Error('no port')
    return await isEncrypted(`postgresql://bliss@127.0.0.1:${at.port}/bliss?sslmode=prefer`).catch(String)
  }

  test('what answers more than one byte before TLS is not believed', async () => {
    expect(await failureAt((socket) => socket.end('Nothing'))).toContain('error establishing an SSL connection')
  })

  test('a server that goes away is told', async () => {
    expect(await failureAt((socket) => socket.destroy())).toMatch(/Connection terminated|ECONNRESET/)
  })

  test('a server that answers nothing is given up in time', async () => {
    const client = (port: number) =>
      new pg.Client({
        ...connectionTo(`postgresql://bliss@127.0.0.1:${port}/bliss?sslmode=prefer`),
        connectionTimeoutMillis: 50,
      })
    const sockets = new Set<Socket>()
    const silent = createServer((socket) => void sockets.add(socket.on('error', () => {})))
    await new Promise<void>((listening) => silent.listen({ host: '127.0.0.1', port: 0 }, listening))
    const at = silent.address()
    if (!at || typeof at === 'string') throw new Error('no port')
    await expect(client(at.port).connect()).rejects.toThrow('timeout')
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})

async function isEncrypted(url: string): Promise<boolean> {
  const client = new pg.Client({ ...connectionTo(url), connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')
    return rows[0].ssl
  } finally {
    await client.end()
  }
}

/** Its parameters are set while it is down: it reads its key as the account that it runs as. */
async function tlsServer({ key, cert }: Certificate) {
  const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-tls-'))
  await chmod(dataDir, 0o711)
  const options = { dataDir, password: 'a-password', log: () => {} }
  const first = await startPostgres(options)
  const { uid, gid } = await stat(join(first.folder, 'cluster'))
  await first.stop()
  const [keyPath, certPath] = [join(first.folder, 'server.key'), join(first.folder, 'server.crt')]
  await writeFile(keyPath, key, { mode: 0o600 })
  await writeFile(certPath, cert)
  for (const path of [keyPath, certPath]) await chown(path, uid, gid)
  const settings = { ssl: 'on', ssl_key_file: keyPath, ssl_cert_file: certPath, fsync: 'off' }
  const server = await startPostgres({ ...options, settings })
  return {
    url: server.url,
    folder: dataDir,
    [Symbol.asyncDispose]: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}
