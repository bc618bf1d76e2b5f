import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encryptedFetch, payloadKeys } from '@better-and-bliss/payload-encryption'
import { expect, test } from 'vitest'
import { freePorts } from '../../../scripts/free-ports.ts'
import { openPool } from './db/database.ts'
import { insertContent } from './testing/catalogue-rows.ts'
import { signingDatabase } from './testing/test-database.ts'
import { TEST_KEYS } from './testing/test-keys.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const CLIENTS = 3
/** That each client makes beside those while processes start. */
const ROUNDS = 10

const key256 = (byte: number) => Buffer.alloc(32, byte).toString('base64url')
const HMAC_KEY = key256(9)
const OLD = { streaming: TEST_KEYS.STREAMING_SECRET_KEY, encryption: key256(1) }
const NEW = { streaming: 'the next streaming key of tests, which is a new one', encryption: key256(2) }

type Keys = typeof OLD
interface Api extends AsyncDisposable {
  url: string
}

test('the keys of streams and of encrypted payloads are changed under load, one process after the other, and no request fails', async () => {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await signingDatabase())
  const db = stack.use(openPool(database.url, { log: console, size: 1 }))
  const folder = await mkdtemp(join(tmpdir(), 'key-rotation-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const item = await insertContent(db, { title: 'Film' })
  const start = (current: Keys, accepted?: Keys) =>
    startApi({ databaseUrl: database.url, folder, variables: variablesOf(current, accepted) })
  const streams: string[] = []
  /** What clients encrypt with, and what of all addresses still has to open. */
  let [encryption, firstStream] = [OLD.encryption, 0]
  const failed: string[] = []
  let done = 0

  const request = async (api: Api, index: number) => {
    const query = streams[firstStream + (index % (streams.length - firstStream))]
    const keys = await payloadKeys(encryption, HMAC_KEY)
    const body = JSON.stringify({ content_id: item, session_id: `${index}`, watch_duration: 1 })
    const answers = await Promise.all([
      fetch(`${api.url}/api/streaming/validate-stream-token?content_id=${item}&${query}`),
      encryptedFetch({ keys })(`${api.url}/api/analytics/track/view`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    ])
    for (const answer of answers) {
      const said = await answer.text()
      if (!answer.ok) failed.push(`${answer.url}: ${answer.status} ${said}`)
      done += 1
    }
  }
  /** Requests go to all processes in turn while `work` is done, and for some rounds after it. */
  const underLoad = async <Result>(running: Api[], work: Promise<Result>): Promise<Result> => {
    let working = true
    const ended = work.finally(() => {
      working = false
    })
    const client = async (_: unknown, first: number) => {
      for (let n = first, rounds = 0; working || rounds < ROUNDS; n += 1) {
        if (!working) rounds += 1
        const api = running[n % running.length]
        if (api) await request(api, n)
      }
    }
    await Promise.all([ended, ...Array.from({ length: CLIENTS }, client)])
    return ended
  }
  const begin = async (api: Api) => streams.push(await beginStream(api, item))
  /** One more process, then the load on both, then the older one ends. */
  const replace = async (older: Api, keys: Parameters<typeof start>): Promise<Api> => {
    const younger = stack.use(await underLoad([older], start(...keys)))
    await begin(younger)
    await underLoad([older, younger], Promise.resolve())
    await underLoad([younger], Promise.resolve(older[Symbol.asyncDispose]()))
    return younger
  }

  const first = stack.use(await start(OLD))
  await begin(first)
  const second = await replace(first, [OLD, NEW])
  const third = await replace(second, [NEW, OLD])
  encryption = NEW.encryption
  firstStream = streams.length - 1
  await replace(third, [NEW])

  expect(failed).toEqual([])
  expect(done).toBeGreaterThan(CLIENTS * ROUNDS * 2 * 7)
  expect(new Set(streams).size).toBe(4)
}, 240_000)

function variablesOf(current: Keys, accepted?: Keys) {
  return {
    STREAMING_SECRET_KEY: current.streaming,
    API_ENCRYPTION_KEY: current.encryption,
    ...(accepted && {
      STREAMING_SECRET_KEY_PREVIOUS: accepted.streaming,
      API_ENCRYPTION_KEY_PREVIOUS: accepted.encryption,
    }),
    API_HMAC_KEY: HMAC_KEY,
    ENABLE_API_ENCRYPTION: 'true',
  }
}

/** A new member begins to watch. @returns the token of the address. */
async function beginStream({ url }: Api, item: string): Promise<string> {
  const registered = await fetch(`${url}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: 'SecurePass123!', full_name: 'Ada' }),
  })
  const cookie = registered.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const answer = await fetch(`${url}/api/streaming/content/${item}/stream`, { headers: { cookie: cookie.join('; ') } })
  const said = (await answer.json()) as { hls_master: string }
  return new URL(said.hls_master).search.slice(1)
}

interface Start {
  databaseUrl: string
  folder: string
  variables: Record<string, string>
}

async function startApi({ databaseUrl, folder, variables }: Start): Promise<Api> {
  const [port] = await freePorts(1)
  const addresses = { DATABASE_URL: databaseUrl, DATA_DIR: folder, API_PORT: String(port) }
  const env = { ...TEST_KEYS, ...variables, ENVIRONMENT: 'test', ...addresses }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('The API did not start')))])
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
