import { randomBytes, randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { composeApi } from '../compose/api.ts'
import { parseConfig } from '../config.ts'
import { openPool, type Pool } from '../db/database.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../ports/logger.ts'
import { buildServer, type ServerParts } from '../server.ts'
import { type TestClock, testClock } from './test-clock.ts'
import { freshDatabase } from './test-database.ts'

export interface TestServer extends AsyncDisposable {
  app: App
  db: Pool
  parts: ServerParts
  clock: TestClock
  databaseUrl: string
  /** Sends one request without a socket; `cookies` as they came from `cookiesOf`. */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    options?: RequestOptions,
  ): Promise<LightMyRequestResponse>
}

interface RequestOptions {
  body?: unknown
  cookies?: string
  headers?: Record<string, string>
}

/** Keys for one test run. */
export const TEST_KEYS = { STREAMING_SECRET_KEY: 's'.repeat(40), JWT_SECRET_KEY: 'j'.repeat(40) }

/** The real server on a real database of its own, with a clock that stands still. */
export async function testServer(environment: Record<string, string> = {}): Promise<TestServer> {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await freshDatabase())
  const clock = testClock(Date.now())
  const { config, secrets } = parseConfig({
    ...TEST_KEYS,
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    ...environment,
  })
  const random = { uuid: () => randomUUID(), bytes: (size: number) => randomBytes(size) }
  const parts = stack.use(await composeApi({ config, secrets, log: unexpectedLog() }, { clock, random }))
  const db = stack.use(openPool(database.url, { log: unexpectedLog(), size: 2 }))
  const app = await buildServer(parts)
  stack.defer(() => app.close())
  return {
    app,
    db,
    parts,
    clock,
    databaseUrl: database.url,
    request: (method, url, options) => app.inject(toInject(method, url, options)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

function toInject(method: InjectOptions['method'], url: string, options: RequestOptions = {}): InjectOptions {
  const { body, cookies, headers } = options
  return {
    method: method ?? 'GET',
    url,
    headers: { ...(cookies && { cookie: cookies }), ...headers },
    ...(body !== undefined && { payload: body as object }),
  }
}

/** The Cookie header that a browser would send after this answer. */
export function cookiesOf(response: LightMyRequestResponse): string {
  return response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Registers a member. @returns the Cookie header of their session. */
export async function signUp(server: TestServer, email: string): Promise<string> {
  const response = await server.request('POST', '/auth/register', {
    body: { email, password: 'SecurePass123!', full_name: 'Test User' },
  })
  if (response.statusCode !== 200) throw new Error(`Registration failed: ${response.body}`)
  return cookiesOf(response)
}

/** Warnings are part of what a test may look at elsewhere; here they only must not hide. */
function unexpectedLog(): Logger {
  const refuse = (level: string) => (fields: object, message: string) => {
    throw new Error(`Unexpected ${level}: ${message} ${JSON.stringify(fields)}`)
  }
  return { info: () => {}, warn: refuse('warning'), error: refuse('error') }
}
