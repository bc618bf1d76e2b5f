import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { freePorts, freePortsInARow } from '@better-and-bliss/process/free-ports'
import { afterAll, expect, test } from 'vitest'
import { openPool } from '../db/database.ts'
import { ENDINGS } from '../features/meditation/live/endings.ts'
import { helloFor } from '../features/meditation/live/testing/practice.ts'
import { openSocketTo } from '../features/meditation/live/testing/thin-client.ts'
import { insertContent } from '../testing/catalogue-rows.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { until } from '../testing/until.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const PASSWORD = 'SecurePass123!'

const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync())
const database = stack.use(await freshDatabase())
const db = stack.use(openPool(database.url, { log: console }))
const folder = await mkdtemp(join(tmpdir(), 'api-processes-'))
stack.defer(() => rm(folder, { recursive: true }))
const [apiPort = 0] = await freePorts(1)
const [firstMetrics = 0, , , secondMetrics = 0] = await freePortsInARow(4, { except: [apiPort] })
const api = stack.use(await startApi({ RATE_LIMIT_VALIDATE: '6/1h', METRICS_PORT: `${firstMetrics}` }, apiPort))

test('two processes answer, whichever a member comes to', async () => {
  expect(await processesOf(api.child)).toHaveLength(2)
  const cookies = await signUp('ada@example.com')
  for (let time = 0; time < 6; time += 1) expect((await ask('GET', '/auth/me', { cookies })).status).toBe(200)
  expect((await ask('POST', '/auth/logout', { cookies })).status).toBe(200)
  for (let time = 0; time < 4; time += 1)
    await until(async () => (await ask('GET', '/auth/me', { cookies })).status === 401)
})

test('limits hold for both together', async () => {
  const statuses: number[] = []
  for (let time = 0; time < 10; time += 1)
    statuses.push((await ask('GET', '/api/streaming/validate-stream-token')).status)
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 429, 429, 429, 429])
})

test('a breath is heard by one while its session is completed by another', async () => {
  const cookies = await signUp('breath@example.com')
  const { session_id: id } = await json('POST', '/api/meditation/sessions/start', { cookies, body: {} })
  await using socket = await openSocketTo(api.url.replace('http', 'ws'), { cookies })
  socket.say(helloFor(String(id)))
  await socket.first('ready')
  const { status } = await ask('POST', `/api/meditation/sessions/${String(id)}/complete`, { cookies, body: {} })
  expect(status).toBe(200)
  expect((await socket.closed).code).toBeGreaterThanOrEqual(1000)
})

test('an upload goes on wherever its next bytes arrive', async () => {
  const cookies = await signUp('creator@example.com')
  await db.query('', `update users set role = 'admin' where email = 'creator@example.com'`)
  const item = await insertContent(db, { title: 'Film' })
  const encoded = (value: string) => Buffer.from(value).toString('base64')
  const metadata = `content_id ${encoded(item)},filename ${encoded('film.mp4')},purpose ${encoded('media')}`
  const tus = { 'tus-resumable': '1.0.0' }
  const headers = { ...tus, 'upload-length': '300000', 'upload-metadata': metadata }
  await until(async () => (await ask('GET', '/api/studio/uploads', { cookies })).status !== 403)
  const created = await ask('POST', '/api/studio/uploads', { cookies, headers })
  expect(created.status, created.body).toBe(201)
  const path = new URL(String(created.headers.location), api.url).pathname
  for (let offset = 0; offset < 300_000; offset += 100_000) {
    const patch = { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
    const answer = await ask('PATCH', path, { cookies, headers: patch, bytes: Buffer.alloc(100_000, offset / 100_000) })
    expect(answer, answer.body).toMatchObject({ status: 204, headers: { 'upload-offset': String(offset + 100_000) } })
  }
})

test('each tells its own figures, at a port that stays its own when it is started again', async () => {
  const tells = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => null)
    return (await answer?.text())?.includes('process_start_time_seconds') === true
  }
  for (const port of [firstMetrics, secondMetrics]) expect(await tells(port)).toBe(true)
  const [, second = 0] = await processesOf(api.child)
  process.kill(second, 'SIGSTOP')
  expect(await tells(firstMetrics)).toBe(true)
  process.kill(second, 'SIGKILL')
  await until(async () => !(await processesOf(api.child)).includes(second) && (await tells(secondMetrics)))
  expect(await tells(firstMetrics)).toBe(true)
})

test('one that is killed is missed by nobody, and is started again', async () => {
  // Else nobody would be left to answer: it was started again just now.
  await until(() => hasAnswered(secondMetrics))
  const [first = 0, second = 0] = await processesOf(api.child)
  process.kill(first, 'SIGKILL')
  await until(async () => (await processesOf(api.child)).filter((pid) => pid !== first).length === 2)
  expect(await processesOf(api.child)).toContain(second)
  for (let time = 0; time < 4; time += 1) expect((await ask('GET', '/health')).status).toBe(200)
})

test('whoever is asked to stop tells its sockets, and leaves no process behind', async () => {
  const mine = await startApi({})
  const processes = await processesOf(mine.child)
  const cookies = await signUp('stays@example.com', mine.url)
  await using socket = await openSocketTo(mine.url.replace('http', 'ws'), { cookies })
  mine.child.kill('SIGTERM')
  const [[code], closed] = await Promise.all([once(mine.child, 'exit'), socket.closed])
  expect({ code, closed: closed.code }).toEqual({ code: 0, closed: ENDINGS.goingAway.close })
  for (const pid of processes) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('what keeps them from starting is said once for a person, and nothing is left running', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const port = portOf(taken.address())
  const { child } = run({ API_PORT: String(port) })
  const [complaints, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, 'exit')])
  taken.close()
  expect(code).toBe(1)
  expect(complaints).toContain(`Port ${port} is taken (API). Stop what uses it, or choose another: API_PORT=…\n`)
  expect(complaints).not.toMatch(/^ {4}at /m)
})

/** Whether the process that tells its figures at `port` has answered a request; each comes to the next one. */
async function hasAnswered(port: number): Promise<boolean> {
  await ask('GET', '/auth/me')
  const figures = await fetch(`http://127.0.0.1:${port}/metrics`)
  return (await figures.text()).includes('betterbliss_http_requests_total{')
}

interface Asking {
  cookies?: string
  headers?: Record<string, string>
  body?: object
  bytes?: Buffer
  url?: string
}

/** By a connection of its own, so that each comes to the next process. */
async function ask(method: string, path: string, { cookies, headers, body, bytes, url = api.url }: Asking = {}) {
  const payload = body ? Buffer.from(JSON.stringify(body)) : bytes
  const sent = request(`${url}${path}`, {
    method,
    agent: false,
    headers: {
      ...(cookies && { cookie: cookies }),
      ...(body && { 'content-type': 'application/json' }),
      ...(payload && { 'content-length': String(payload.length) }),
      ...headers,
    },
  })
  sent.end(payload)
  const [answer] = await once(sent, 'response')
  return { status: Number(answer.statusCode), headers: answer.headers as IncomingHttpHeaders, body: await text(answer) }
}

async function json(method: string, path: string, asking: Asking): Promise<Record<string, unknown>> {
  const { status, body } = await ask(method, path, asking)
  if (status >= 300) throw new Error(`${path} was answered with ${status}: ${body}`)
  return JSON.parse(body) as Record<string, unknown>
}

async function signUp(email: string, url = api.url): Promise<string> {
  const { status, headers, body } = await ask('POST', '/auth/register', {
    url,
    body: { email, password: PASSWORD, full_name: 'Ada' },
  })
  if (status !== 200) throw new Error(body)
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

/** Of Linux, which tells whose children processes are. */
async function processesOf({ pid }: ChildProcess): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(/\s+/).filter(Boolean).map(Number)
}

function run(variables: Record<string, string>) {
  const env = {
    ...TEST_KEYS,
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    WORKERS: '2',
    ...variables,
  }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  return { child, ended: once(child, 'exit') }
}

async function startApi(variables: Record<string, string>, chosenPort?: number) {
  const port = chosenPort ?? (await freePorts(1))[0]
  const { child, ended } = run({ API_PORT: String(port), ...variables })
  child.stderr?.pipe(process.stderr)
  await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('The API did not start')))])
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return typeof address === 'object' && address ? address.port : 0
}
