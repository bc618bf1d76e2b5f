import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'
import type { Recorded } from './floor.ts'
import type { Target } from './load.ts'
import { run, type Started, startUntilAnswers } from './process.ts'

const SHARED = fileURLToPath(new URL('../../../shared/bench/', import.meta.url))
const PYTHON = ['/usr/bin/python3', ['-c', 'import fastapi, uvicorn, asyncpg, uvloop, httptools, jwt']] as const
const SCRIPTS_NEED = [
  ['bash', ['--version']],
  ['curl', ['--version']],
] as const

const MADE_BY_NODE = new Set(['date', 'connection', 'keep-alive'])

/** A server of `../shared/bench`, started by its own script; disposing stops it. */
export interface Peer extends Started {
  baseUrl: string
}

export interface DatabasePeer extends Peer {
  databasePid: number
  cookie: string
}

/** Why a peer is left out. */
export class Missing extends Error {}

/** The specified stack, FastAPI and asyncpg, over a PostgreSQL of its own. @throws Missing */
export async function startFastapi(context: Context, items: number, views = 1_000): Promise<DatabasePeer> {
  await assertThere('FastAPI', [...SCRIPTS_NEED, PYTHON, ['psql', ['--version']]])
  await using stack = new AsyncDisposableStack()
  const { env, data, port } = await settings(context, 'fastapi')
  const script = (name: string, ...args: string[]) => run(join(SHARED, name), args, env)
  await script('db/pg.sh', 'start')
  stack.defer(() => script('db/pg.sh', 'stop'))
  await script('db/pg.sh', 'seed', String(items), String(views), '1000')
  stack.defer(() => script('peer-fastapi/run.sh', 'stop', String(port)))
  await script('peer-fastapi/run.sh', 'start', '1', String(port))
  const opened = stack.move()
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    pid: await readPid(join(data, `fastapi-${port}.pid`)),
    databasePid: await readPid(join(data, 'pg.pid')),
    cookie: `access_token=${(await readFile(join(data, 'token.premium'), 'utf8')).trim()}`,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** What the tables call it. */
export const FLOOR = 'bare node:http, same bytes'

/** A bare `node:http` handler that answers as `target` does, with headers and bytes that it recorded before. */
export async function startFloor(context: Context, { baseUrl: recordedUrl, paths, cookie }: Target): Promise<Peer> {
  const { env, data, port } = await settings(context, 'floor')
  const answers: Recorded = {}
  for (const path of new Set(paths)) {
    const response = await fetch(recordedUrl + path, { headers: cookie ? { cookie } : {} })
    const headers = [...response.headers].filter(([name]) => !MADE_BY_NODE.has(name))
    answers[path] = { headers: Object.fromEntries(headers), body: await response.text() }
  }
  const file = join(data, 'answers.json')
  await writeFile(file, JSON.stringify(answers))
  const script = fileURLToPath(new URL('floor.ts', import.meta.url))
  const baseUrl = `http://127.0.0.1:${port}`
  const program = { name: 'floor', args: [script, file, String(port)], env, folder: data }
  return { ...(await startUntilAnswers(program, [baseUrl + paths[0]], context.signal)), baseUrl }
}

const HEALTH = '/health'

/** The same of what little `/health` answers: the measure of the machine, for goals that were set on another one. */
export async function startHealthFloor(context: Context, baseUrl: string): Promise<Peer & Target & { name: string }> {
  const paths = [HEALTH]
  const floor = await startFloor(context, { baseUrl, paths })
  return { ...floor, paths, name: `bare node:http, what ${HEALTH} answers` }
}

/** nginx over a ladder: `/hls/ID/…` behind secure_link, `/open/ID/…` for everybody. @throws Missing */
export async function startNginx(
  context: Context,
  { ladder, secret }: { ladder: string; secret: string },
): Promise<Peer> {
  await assertThere('nginx', [...SCRIPTS_NEED, ['nginx', ['-v']]])
  const { env, data, port } = await settings(context, 'nginx')
  await symlink(ladder, join(data, 'hls-src'))
  // The script listens on the third port after the first.
  const environment = { ...env, BENCH_PORT: String(port - 3), STREAMING_SECRET_KEY: secret }
  const script = (verb: string) => run(join(SHARED, 'peer-nginx/run.sh'), [verb], environment)
  await using stack = new AsyncDisposableStack()
  stack.defer(() => script('stop'))
  await script('start')
  const pid = await readPid(join(data, 'nginx-master.pid'))
  const opened = stack.move()
  return { baseUrl: `http://127.0.0.1:${port}`, pid, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** Starts a peer, or notes why it is left out. */
export async function ifThere<P extends Peer>(start: Promise<P>, notes: string[]): Promise<P | undefined> {
  try {
    return await start
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    notes.push(error.message)
    return undefined
  }
}

async function assertThere(peer: string, programs: (readonly [string, readonly string[]])[]): Promise<void> {
  if (!existsSync(SHARED)) throw new Missing(`${peer} is left out: there is no ../shared/bench.`)
  for (const [command, args] of programs) {
    const works = await run(command, [...args], cleanEnvironment()).then(
      () => true,
      () => false,
    )
    if (!works) throw new Missing(`${peer} is left out: \`${[command, ...args].join(' ')}\` does not work here.`)
  }
}

async function settings(context: Context, name: string) {
  const data = await mkdtemp(join(context.folder, `peer-${name}-`))
  // nginx's workers and PostgreSQL are other users when we are root.
  await chmod(data, 0o711)
  const [port = 0, databasePort = 0] = await freePorts(2)
  const env = {
    ...cleanEnvironment(),
    BENCH_DATA: data,
    BENCH_NODE: process.execPath,
    BENCH_PG_PORT: String(databasePort),
  }
  return { env, data, port }
}

async function readPid(file: string): Promise<number> {
  return Number((await readFile(file, 'utf8')).trim())
}
