import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../../scripts/free-ports.ts'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'
import { run, type Started, startUntilAnswers } from './process.ts'

const SHARED = fileURLToPath(new URL('../../../shared/bench/', import.meta.url))
const PYTHON = ['/usr/bin/python3', ['-c', 'import fastapi, uvicorn, asyncpg, uvloop, httptools, jwt']] as const
const SCRIPTS_NEED = [
  ['bash', ['--version']],
  ['curl', ['--version']],
] as const

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
export async function startFastapi(context: Context, items: number): Promise<DatabasePeer> {
  await assertThere('FastAPI', [...SCRIPTS_NEED, PYTHON, ['psql', ['--version']]])
  await using stack = new AsyncDisposableStack()
  const { env, data, port } = await settings(context, 'fastapi')
  const script = (name: string, ...args: string[]) => run(join(SHARED, name), args, env)
  await script('db/pg.sh', 'start')
  stack.defer(() => script('db/pg.sh', 'stop'))
  await script('db/pg.sh', 'seed', String(items), '1000', '1000')
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

/** What bare `node:http` needs to answer with a ready buffer. @throws Missing */
export async function startFloor(context: Context): Promise<Peer> {
  await assertThere('The bare Node handler', [])
  const { env, data, port } = await settings(context, 'floor')
  const program = { name: 'floor', args: [join(SHARED, 'limits/http.mjs'), 'hello', String(port)], env, folder: data }
  const baseUrl = `http://127.0.0.1:${port}`
  return { ...(await startUntilAnswers(program, [`${baseUrl}/json`], context.signal)), baseUrl }
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
  const data = join(context.folder, `peer-${name}`)
  await mkdir(data)
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
