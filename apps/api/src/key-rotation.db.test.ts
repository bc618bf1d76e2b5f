import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encryptedFetch, payloadKeys } from '@better-and-bliss/payload-encryption'
import { expect, test } from 'vitest'
import { openPool } from './db/database.ts'
import { type ApiProcess, startApi } from './testing/api-process.ts'
import { insertContent } from './testing/catalogue-rows.ts'
import { signingDatabase } from './testing/test-database.ts'
import { TEST_KEYS } from './testing/test-keys.ts'
import { underLoad } from './testing/under-load.ts'

const CLIENTS = 3
/** That each client makes beside those while processes start. */
const ROUNDS = 6

const key256 = (byte: number) => Buffer.alloc(32, byte).toString('base64url')
const HMAC_KEY = key256(9)
const OLD = { jwt: TEST_KEYS.JWT_SECRET_KEY, streaming: TEST_KEYS.STREAMING_SECRET_KEY, encryption: key256(1) }
const NEW = {
  jwt: 'the next jwt key of tests, which is a new one',
  streaming: 'the next streaming key of tests, which is a new one',
  encryption: key256(2),
}

type Keys = typeof OLD

test('the keys of sessions, streams and encrypted payloads are changed under load, one process after the other, and no request fails', async () => {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await signingDatabase())
  const db = stack.use(openPool(database.url, { log: console, size: 1 }))
  const folder = await mkdtemp(join(tmpdir(), 'key-rotation-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const item = await insertContent(db, { title: 'Film' })
  const start = (current: Keys, accepted?: Keys) =>
    startApi(folder, { ...SHARED, DATABASE_URL: database.url, ...variablesOf(current, accepted) })
  const streams: string[] = []
  /** What clients encrypt with, and what of all addresses still has to open. */
  let [encryption, firstStream] = [OLD.encryption, 0]
  const failed: string[] = []
  let done = 0

  const count = async (answer: Response) => {
    const said = await answer.text()
    if (!answer.ok) failed.push(`${answer.url}: ${answer.status} ${said}`)
    done += 1
  }
  const watch = async ({ url }: ApiProcess, index: number) => {
    const query = streams[firstStream + (index % (streams.length - firstStream))]
    const keys = await payloadKeys(encryption, HMAC_KEY)
    const body = JSON.stringify({ content_id: item, session_id: `${index}`, watch_duration: 1 })
    const answers = await Promise.all([
      fetch(`${url}/api/streaming/validate-stream-token?content_id=${item}&${query}`),
      encryptedFetch({ keys })(`${url}/api/analytics/track/view`, { method: 'POST', headers: JSON_BODY, body }),
    ])
    for (const answer of answers) await count(answer)
  }
  /** A member of each client: who they are, and then new tokens of the same sign-in. */
  const sessions = new Map<number, string>()
  const stay = async ({ url }: ApiProcess, client: number) => {
    const headers = { cookie: sessions.get(client) ?? '' }
    await count(await fetch(`${url}/auth/me`, { headers }))
    const refreshed = await fetch(`${url}/auth/refresh`, { method: 'POST', headers })
    if (refreshed.ok) sessions.set(client, cookiesOf(refreshed))
    await count(refreshed)
  }
  /** Questions go to all processes in turn. */
  const loadOn = (running: ApiProcess[]) => ({
    clients: CLIENTS,
    rounds: ROUNDS,
    ask: async (client: number, question: number) => {
      const api = running[question % running.length]
      if (!api) return
      await watch(api, question)
      await stay(api, client)
    },
  })
  const begin = async (api: ApiProcess) => streams.push(await beginStream(api, item))
  /** One more process, then the load on both, then the older one ends. */
  const replace = async (older: ApiProcess, keys: Parameters<typeof start>): Promise<ApiProcess> => {
    const younger = stack.use(await underLoad(loadOn([older]), start(...keys)))
    await begin(younger)
    await underLoad(loadOn([older, younger]), Promise.resolve())
    await underLoad(loadOn([younger]), Promise.resolve(older[Symbol.asyncDispose]()))
    return younger
  }

  const first = stack.use(await start(OLD))
  await begin(first)
  for (let client = 0; client < CLIENTS; client += 1) sessions.set(client, cookiesOf(await register(first)))
  const second = await replace(first, [OLD, NEW])
  const third = await replace(second, [NEW, OLD])
  encryption = NEW.encryption
  firstStream = streams.length - 1
  const last = await replace(third, [NEW])

  expect(failed).toEqual([])
  expect(done).toBeGreaterThan(CLIENTS * ROUNDS * 4 * 7)
  expect(new Set(streams).size).toBe(4)
  const jwks = await (await fetch(`${last.url}/identity/.well-known/jwks.json`)).json()
  expect(jwks).toMatchObject({ keys: [expect.anything()] })
}, 240_000)

/** Their tokens are of one issuer, as behind a load balancer. */
const SHARED = { BACKEND_URL: 'http://localhost:8000', API_HMAC_KEY: HMAC_KEY, ENABLE_API_ENCRYPTION: 'true' }
const JSON_BODY = { 'content-type': 'application/json' }

function variablesOf(current: Keys, accepted?: Keys) {
  return {
    JWT_SECRET_KEY: current.jwt,
    STREAMING_SECRET_KEY: current.streaming,
    API_ENCRYPTION_KEY: current.encryption,
    ...(accepted && {
      JWT_SECRET_KEY_PREVIOUS: accepted.jwt,
      STREAMING_SECRET_KEY_PREVIOUS: accepted.streaming,
      API_ENCRYPTION_KEY_PREVIOUS: accepted.encryption,
    }),
  }
}

function register({ url }: ApiProcess): Promise<Response> {
  const person = { email: `${crypto.randomUUID()}@example.com`, password: 'SecurePass123!', full_name: 'Ada' }
  return fetch(`${url}/auth/register`, { method: 'POST', headers: JSON_BODY, body: JSON.stringify(person) })
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** A new member begins to watch. @returns the token of the address. */
async function beginStream(api: ApiProcess, item: string): Promise<string> {
  const cookie = cookiesOf(await register(api))
  const answer = await fetch(`${api.url}/api/streaming/content/${item}/stream`, { headers: { cookie } })
  const said = (await answer.json()) as { hls_master: string }
  return new URL(said.hls_master).search.slice(1)
}
