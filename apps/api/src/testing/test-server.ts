import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { readApiSettings } from '@better-and-bliss/settings'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { composeApi } from '../compose/api.ts'
import { systemRandom } from '../compose/machine.ts'
import { openPool, type Pool } from '../db/database.ts'
import type { App } from '../http/app.ts'
import { buildServer, type ServerParts } from '../server.ts'
import { type Contract, contractOf } from './contract.ts'
import { type TestClock, testClock } from './test-clock.ts'
import { freshDatabase, signingDatabase } from './test-database.ts'
import { TEST_KEYS } from './test-keys.ts'

export interface TestServer extends AsyncDisposable {
  app: App
  /** A connection of the test's own. */
  db: Pool
  parts: ServerParts
  clock: TestClock
  contract: Contract
  databaseUrl: string
  /** Warnings and errors that were logged. A test that expects some takes them out; others fail the file. */
  logged: string[]
  /**
   * Sends one request without a socket; `cookies` as they came from `cookiesOf`.
   *
   * @throws Error when the answer is not one that the OpenAPI document describes.
   */
  request: Requester
}

export type Requester = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  options?: RequestOptions,
) => Promise<LightMyRequestResponse>

interface RequestOptions {
  /** An object is sent as JSON; text as it is, with the content type from `headers`. */
  body?: object | string | Buffer | Readable
  cookies?: string
  headers?: Record<string, string>
  /** The client's address. */
  from?: string
}

/** The real server on a real database of its own, with a clock that stands still. */
export async function testServer(environment: Record<string, string> = {}): Promise<TestServer> {
  await using stack = new AsyncDisposableStack()
  const { url } = stack.use(await (environment.JWT_SECRET_KEY === undefined ? signingDatabase() : freshDatabase()))
  return serverOn({ url, clock: testClock(Date.now()), environment, stack: stack.move() })
}

/** One more process of the same API: another server on the same database, at the same time. Close it first. */
export function secondServer(
  first: Pick<TestServer, 'databaseUrl' | 'clock'>,
  environment: Record<string, string> = {},
  clock = first.clock,
): Promise<TestServer> {
  return serverOn({ url: first.databaseUrl, clock, environment, stack: new AsyncDisposableStack() })
}

interface Ground {
  url: string
  clock: TestClock
  environment: Record<string, string>
  stack: AsyncDisposableStack
}

async function serverOn({ url, clock, environment, stack: opened }: Ground): Promise<TestServer> {
  await using stack = opened
  const media = await mkdtemp(join(tmpdir(), 'better-and-bliss-test-media-'))
  stack.defer(() => rm(media, { recursive: true, force: true }))
  const variables = { ...TEST_KEYS, ENVIRONMENT: 'test', DATABASE_URL: url, MEDIA_DIR: media, ...environment }
  const settings = readApiSettings({ variables, resolvePath: (path) => path })
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  const parts = stack.use(await composeApi({ settings, log }, { clock, random: systemRandom }))
  const db = stack.use(openPool(url, { log, size: 2 }))
  const app = await buildServer(parts)
  stack.defer(() => app.close())
  await app.ready()
  const contract = contractOf(app)
  const open = stack.move()
  return {
    app,
    db,
    parts,
    clock,
    contract,
    databaseUrl: url,
    logged,
    request: requester(app, contract),
    [Symbol.asyncDispose]: async () => {
      await open.disposeAsync()
      if (logged.length > 0) throw new Error(`Unexpected log lines:\n${logged.join('')}`)
    },
  }
}

/** Sends requests to an app and holds every answer against its contract. */
export function requester(app: App, contract: Contract): Requester {
  return async (method, url, options = {}) => {
    const response = await app.inject(toInject(method, url, options))
    contract.check(method, url, response)
    return response
  }
}

function toInject(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  options: RequestOptions,
): InjectOptions {
  const { body, cookies, headers, from } = options
  return {
    method,
    url,
    headers: { ...(cookies && { cookie: cookies }), ...headers },
    ...(body !== undefined && { payload: body }),
    ...(from && { remoteAddress: from }),
  }
}

/** The Cookie header that a browser would send after this answer. */
export function cookiesOf(response: LightMyRequestResponse): string {
  return response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
}
