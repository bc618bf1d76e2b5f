import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, migrate, openPool, type Pool } from '@better-and-bliss/api/database'
import { freePorts } from '@better-and-bliss/process/free-ports'
import {
  ENTRIES,
  environmentOf,
  loadSecrets,
  type Role,
  readConfig,
  type Secrets,
  startPostgres,
} from '@better-and-bliss/standalone/installation'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'
import { type Ours, type Started, startOurs } from './process.ts'

/** Better & Bliss with a data folder of its own, as `npm start` sets it up; the database runs, the roles do not yet. */
export interface Installation extends AsyncDisposable {
  secrets: Secrets
  databasePid: number
  folder: string
  /** A database of its own with so many items. @returns its URL. */
  makeCatalogue(items: number, name?: string): Promise<string>
  /** Writes what is dirty to disk, so that nobody else pays for it. */
  checkpoint(): Promise<void>
  /** What `npm start` tells a role. */
  environmentFor(role: Role, databaseUrl: string, ports: Ports): NodeJS.ProcessEnv
}

export interface Ports {
  api: number
  web: number
  edge: number
}

/** The API, and the Cookie header of a premium member. */
export interface Api extends Started {
  baseUrl: string
  cookie: string
}

/** Longer than any bench. It changes how often a member signs in, not what a request costs. */
const TOKEN_MINUTES = '1440'

interface Upkeep {
  /**
   * Whether the database keeps itself up. Not as a rule: nothing may begin in the middle of a measurement, and the peer's
   * database is set so, too. What makes and wipes thousands of rows for minutes cannot be judged without it.
   */
  vacuums: boolean
}

export async function install(
  context: Context,
  name: string,
  { vacuums }: Upkeep = { vacuums: false },
): Promise<Installation> {
  const folder = join(context.folder, name)
  await mkdir(folder, { mode: 0o711 })
  const secrets = await loadSecrets(folder, {}, randomBytes)
  const postgres = await startPostgres({
    dataDir: folder,
    password: secrets.databasePassword,
    settings: { autovacuum: vacuums ? 'on' : 'off' },
    log: context.say,
  })
  return {
    secrets,
    folder,
    databasePid: postgres.pid,
    makeCatalogue: async (items, name = `catalogue_${items}`) => {
      context.say(`filling a catalogue with ${items} items`)
      const url = new URL(postgres.url)
      await using admin = openPool(postgres.adminUrl, { log: SILENT, size: 1 })
      await admin.query('', `create database ${name} owner ${url.username}`)
      url.pathname = name
      await migrate(url.href)
      await seed(url.href, items)
      return url.href
    },
    checkpoint: async () => {
      await using admin = openPool(postgres.adminUrl, { log: SILENT, size: 1, limits: FILLING_LIMITS })
      await admin.query('', 'set statement_timeout = 0')
      await admin.query('', 'checkpoint')
    },
    environmentFor: (role, databaseUrl, ports) => {
      const variables = {
        ...cleanEnvironment(),
        DATA_DIR: folder,
        API_PORT: String(ports.api),
        WEB_PORT: String(ports.web),
        EDGE_PORT: String(ports.edge),
        ACCESS_TOKEN_EXPIRE_MINUTES: TOKEN_MINUTES,
      }
      const config = readConfig({ variables, resolvePath: (path) => resolve(path) })
      return environmentOf(role, config, secrets, databaseUrl)
    },
    [Symbol.asyncDispose]: () => postgres.stop(),
  }
}

/** Starts one role of an installation. @param variables what is otherwise than `npm start` says. @param nodeArgs of Node itself */
export async function startRole(
  { environmentFor, folder }: Installation,
  role: Role,
  databaseUrl: string,
  ports: Ports,
  variables: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
): Promise<Ours> {
  const args = [...nodeArgs, fileURLToPath(ENTRIES[role])]
  const env = { ...environmentFor(role, databaseUrl, ports), ...variables }
  return startOurs({ name: `${role}-${ports.api}`, args, env, folder })
}

/** Starts the API with a premium member. @param variables what is otherwise than `npm start` says. */
export async function startApi(
  installation: Installation,
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<Api> {
  await using stack = new AsyncDisposableStack()
  const ports = await threePorts()
  const { pid } = stack.use(await startRole(installation, 'api', databaseUrl, ports, variables))
  const baseUrl = `http://127.0.0.1:${ports.api}`
  const { cookie } = await signUp(baseUrl)
  await makePremium(databaseUrl)
  const opened = stack.move()
  return { pid, baseUrl, cookie, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** A member, and the Cookie header of their first sign-in. */
export interface Account {
  email: string
  password: string
  cookie: string
}

/** Registers a member. */
export async function signUp(apiUrl: string): Promise<Account> {
  const account = { email: `${randomUUID()}@example.com`, password: 'Quiet-Harbour-52' }
  const response = await fetch(`${apiUrl}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, full_name: 'Bench Member' }),
  })
  if (!response.ok) throw new Error(`Registration failed: ${await response.text()}`)
  return { ...account, cookie: cookieOf(response) }
}

/** The Cookie header that a browser would send after this answer. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.replace(/;.*/s, ''))
    .join('; ')
}

/** The header that says the same as a Cookie header to a process whose cookies have other names: those of another port. */
export function bearerOf(cookie: string): { authorization: string } {
  return { authorization: `Bearer ${/access_token=([^;]*)/.exec(cookie)?.[1] ?? ''}` }
}

/** Gives every member the highest tier. */
export async function makePremium(databaseUrl: string): Promise<void> {
  await withDatabase(databaseUrl, `update users set subscription_tier = 'premium', role = 'premium_user'`)
}

/** Runs one statement. @returns its rows. */
export async function withDatabase(databaseUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  await using db = openPool(databaseUrl, { log: SILENT, size: 1 })
  return db.query('', statement)
}

export const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** A large catalogue takes a while to be written. */
const FILLING_LIMITS = { connectMs: 10_000, answerMs: 600_000 }

async function seed(databaseUrl: string, items: number): Promise<void> {
  await using db: Pool = openPool(databaseUrl, { log: SILENT, size: 1, limits: FILLING_LIMITS })
  await db.query('', `set statement_timeout = 0; set bench.items = ${items}`)
  await db.query('', await readFile(new URL('seed.sql', import.meta.url), 'utf8'))
  await db.query('', 'vacuum analyze categories, experts, content, renditions')
}

/** Gives captions to a third of the items of a catalogue. */
export async function seedCaptions(databaseUrl: string): Promise<void> {
  await using db: Pool = openPool(databaseUrl, { log: SILENT, size: 1, limits: FILLING_LIMITS })
  await db.query('', 'set statement_timeout = 0')
  await db.query('', await readFile(new URL('seed-captions.sql', import.meta.url), 'utf8'))
}

export async function threePorts(): Promise<Ports> {
  const [api = 0, web = 0, edge = 0] = await freePorts(3)
  return { api, web, edge }
}
