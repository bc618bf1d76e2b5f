import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { type AgentCounterpart, agentCounterpart } from '@better-and-bliss/observability/testing'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pgBossQueue } from './adapters/local/pg-boss-queue.ts'
import { openPool } from './db/database.ts'
import { openSocketTo } from './features/meditation/live/testing/thin-client.ts'
import { freshDatabase } from './testing/test-database.ts'
import { TEST_KEYS } from './testing/test-keys.ts'

const LAUNCHER = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))
const entryOf = (role: 'api' | 'worker') =>
  fileURLToPath(new URL(role === 'api' ? './main.ts' : './worker.ts', import.meta.url))

const stack = new AsyncDisposableStack()
let agent: AgentCounterpart
let databaseUrl: string
let folder: string
let environment: Record<string, string>
const [port = 0] = await freePorts(1)
const api = `http://127.0.0.1:${port}`

beforeAll(async () => {
  agent = stack.use(await agentCounterpart())
  databaseUrl = stack.use(await freshDatabase()).url
  folder = await mkdtemp(join(tmpdir(), 'traces-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const s3 = stack.use(await s3Counterpart())
  const { bucket, region, endpoint, credentials } = s3.makeBucket()
  environment = {
    ...TEST_KEYS,
    VIDEO_BUCKET_NAME: bucket,
    S3_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: credentials.keyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretKey,
    PATH: process.env.PATH ?? '',
    ENVIRONMENT: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    API_PORT: `${port}`,
    DD_TRACE_ENABLED: 'true',
    DD_TRACE_AGENT_URL: agent.url,
    DD_ENV: 'rehearsal',
    DD_VERSION: '9.8.7',
  }
})
afterAll(() => stack.disposeAsync())

/** Starts a role as `npm run` does. @returns what it has written so far. */
async function start(role: 'api' | 'worker', env: Record<string, string>) {
  const child = spawn(process.execPath, [LAUNCHER, `--role=${role}`, entryOf(role)], { cwd: folder, env })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(String(chunk)))
  const ended = once(child, 'exit')
  stack.defer(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return { child, output, ended }
}

const isUp = async (child: ChildProcess, url: string) => {
  if (child.exitCode !== null) throw new Error('It has ended')
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}

const spansOf = (name: string) => agent.spans.filter((span) => span.name === name)

/** What nobody may learn of a trace, each a word of its own. */
const SECRETS = {
  token: 'eyJhbGciOiJSUzI1NiJ9.c2VjcmV0',
  cookie: 'tocookieken-4711',
  address: 'ada.lovelace@example.com',
  encoded: 'ada.lovelace%40example.com',
  ip: '203.0.113.77',
  password: 'Tibano-Kumeri-Solati-47',
}

const HEADERS = {
  authorization: `Bearer ${SECRETS.token}`,
  cookie: `access_token=${SECRETS.cookie}`,
  'user-agent': `Mozilla/5.0 (${SECRETS.address})`,
  referer: `https://example.com/?token=${SECRETS.token}`,
  'x-forwarded-for': SECRETS.ip,
  'x-request-id': 'harmless-1',
  'x-datadog-trace-id': '1',
  'x-datadog-parent-id': '1',
  'x-datadog-origin': SECRETS.cookie,
  'x-datadog-tags': `_dd.p.mail=${SECRETS.address}`,
  'x-datadog-endpoint-scan': SECRETS.token,
  baggage: `user.id=${SECRETS.encoded},session.id=${SECRETS.cookie}`,
  tracestate: `dd=o:${SECRETS.cookie}`,
}

describe('DD_TRACE_ENABLED', () => {
  test('requests, statements, calls to AWS, sockets and jobs are spans; none, and no line of the log, holds a token, a cookie or an address', async () => {
    const { child, output } = await start('api', environment)
    await vi.waitUntil(() => isUp(child, `${api}/health`), { timeout: 60_000 })
    const send = (path: string, init: RequestInit = {}) => fetch(`${api}${path}`, { headers: HEADERS, ...init })
    const json = { ...HEADERS, 'content-type': 'application/json' }
    const query = `?token=${SECRETS.token}&email=${SECRETS.encoded}`
    const person = { email: SECRETS.address, password: SECRETS.password, full_name: 'Ada', token: SECRETS.token }
    await send(`/auth/login${query}`, { method: 'POST', headers: json, body: JSON.stringify(person) })
    await send(`/auth/login${query}`, { method: 'POST', headers: json, body: `{"email": "${SECRETS.address}", ` })
    await send(`/content/detail/${SECRETS.encoded}${query}`)
    await send(`/no/such/${SECRETS.address}/${SECRETS.token}${query}`)
    await send(`/auth/me${query}`)
    await send(`/health/ready${query}`)
    const { authorization: _token, cookie: _cookie, ...rest } = json
    const registered = await send(`/auth/register${query}`, {
      method: 'POST',
      headers: rest,
      body: JSON.stringify(person),
    })
    expect(registered.status).toBe(200)
    const cookies = registered.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
    const socket = await openSocketTo(api.replace('http', 'ws'), { cookies: cookies.join('; ') })
    socket.socket.close()

    await using queue = await pgBossQueue(databaseUrl, { log: console, keepDays: 1 })
    await using db = openPool(databaseUrl, { log: console })
    await queue.add(db, 'retention', {})
    await start('worker', environment)

    const has = (name: string, resource: RegExp) => spansOf(name).some((span) => resource.test(span.resource))
    await vi.waitUntil(() => spansOf('job').length > 0 && spansOf('socket').length > 0 && has('aws.request', /./), {
      timeout: 90_000,
    })
    expect(has('fastify.request', /^POST \/auth\/login$/)).toBe(true)
    expect(has('fastify.request', /^GET \/content\/detail\/:content_id$/)).toBe(true)
    expect(has('pg.query', /insert into readiness/)).toBe(true)
    expect(spansOf('job')[0]).toMatchObject({
      resource: 'retention',
      error: 0,
      meta: { role: 'worker', 'job.kind': 'retention' },
    })
    expect(spansOf('fastify.request')[0]).toMatchObject({
      service: 'better-and-bliss',
      meta: {
        env: 'rehearsal',
        version: '9.8.7',
        role: 'api',
        'http.method': expect.any(String),
        'http.status_code': expect.any(String),
      },
    })
    // A statement is part of the request that asked for it.
    const login = spansOf('fastify.request').find(({ resource }) => resource === 'POST /auth/register')
    expect(spansOf('pg.query').some(({ trace_id: id }) => id === login?.trace_id)).toBe(true)
    // Nobody else's trace is continued.
    expect(spansOf('fastify.request').filter(({ trace_id: id }) => id === 1 || id === 1n)).toEqual([])

    child.kill('SIGTERM')
    await once(child, 'exit')
    const sent = agent.calls.map(({ bytes }) => bytes.toString('latin1')).join('\n')
    const written = output.join('')
    for (const secret of [...Object.values(SECRETS), ...cookies.map((cookie) => cookie.split('=')[1] ?? '')]) {
      expect(sent.includes(secret), `a span holds ${secret}`).toBe(false)
      expect(written.includes(secret), `the log holds ${secret}`).toBe(false)
    }
    // Traces are all that is sent, with what the tracer says of itself: no telemetry, nobody asks for remote configuration.
    const paths = ['/info', '/dogstatsd/v2/proxy', '/v0.4/traces']
    expect(agent.calls.map(({ path }) => path).filter((path) => !paths.includes(path))).toEqual([])
    const lines = written.split('\n').filter((line) => line.includes('"msg":"request"'))
    const traces = new Set(spansOf('fastify.request').map(({ trace_id: id }) => String(id)))
    const ids = lines.map((line) => (JSON.parse(line) as { dd?: { trace_id: string } }).dd?.trace_id ?? '')
    expect(ids.some((id) => traces.has(id))).toBe(true)
  }, 300_000)

  test('off, nothing of the tracer is loaded', async () => {
    const PROBE = 'console.log(JSON.stringify(process.execArgv))'
    for (const [set, isLoaded] of [
      [{}, false],
      [{ DD_TRACE_ENABLED: '' }, false],
      [{ DD_TRACE_ENABLED: 'true' }, true],
    ] as const) {
      const env = { PATH: process.env.PATH ?? '', ...set }
      const child = spawn(process.execPath, [LAUNCHER, '--role=api', '-e', PROBE], { cwd: folder, env })
      const output: string[] = []
      child.stdout.on('data', (chunk: Buffer) => output.push(String(chunk)))
      await once(child, 'exit')
      expect(output.join('').includes('--import'), JSON.stringify(set)).toBe(isLoaded)
    }
  })

  test('a process that was started without what loads the tracer says so, and does not start', async () => {
    const child = spawn(process.execPath, [entryOf('api')], { cwd: folder, env: environment })
    const output: string[] = []
    child.stderr.on('data', (chunk: Buffer) => output.push(String(chunk)))
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(output.join('')).toContain('DD_TRACE_ENABLED: the tracer has to be there before everything else')
  })
})
