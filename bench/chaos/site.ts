import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { startPostgres } from '@better-and-bliss/standalone/installation'
import type { Context } from '../harness/context.ts'
import { cleanEnvironment } from '../harness/environment.ts'
import { type Mailbox, openMailbox } from '../harness/mailbox.ts'
import { type Installation, install, startRole, threePorts } from '../harness/ours.ts'
import { publishedIds } from '../harness/requests.ts'
import { type ProcessClock, processClock } from './clock.ts'
import { type Disk, openDisk } from './disk.ts'
import { type Line, openLine } from './proxy.ts'
import { type Running, type Supervised, supervise } from './supervisor.ts'

/** What a fault may happen to: a process, and the line to it where others reach it over one. */
export interface Target {
  process: Supervised
  line: Line | null
  /** Of one of our own processes. */
  clock: ProcessClock | null
}

/** Two of each process of ours, a database and a Redis, each behind a line of its own. */
export interface Site extends AsyncDisposable {
  targets: Target[]
  /** What database, media and edges are on; null where this machine lets nobody mount one. */
  disk: Disk | null
  apiUrls: string[]
  edgeUrls: string[]
  /** Past all lines, for whoever counts afterwards. */
  databaseUrl: string
  items: string[]
  mailbox: Mailbox
}

const ITEMS = 40
const SEGMENT_BYTES = 200_000
const REDIS = '/usr/bin/redis-server'
/** Cookies are named after it: processes of one API have one. */
const PUBLIC_API = 'http://localhost:8000'
/** Longer than a run, and shorter than a clock jumps: members are signed out where it is wrong, and in again when it is right. */
const TOKEN_MINUTES = '45'
/** Far beyond what is sent, so that Redis is asked and nobody is refused. */
const LIMITS = Object.fromEntries(
  ['API', 'REGISTER', 'LOGIN', 'REFRESH', 'VALIDATE'].map((name) => [`RATE_LIMIT_${name}`, '100000/1min']),
)

/** Starts everything. */
export async function openSite(context: Context): Promise<Site> {
  await using stack = new AsyncDisposableStack()
  const disk = await openDisk(context)
  if (disk) stack.use(disk)
  const firstDatabase = await install({ ...context, folder: disk?.folder ?? context.folder }, 'chaos')
  const databaseUrl = await firstDatabase.makeCatalogue(ITEMS)
  const items = publishedIds(ITEMS).slice(0, 3)
  for (const item of items) await writeLadder(firstDatabase, item)
  await firstDatabase[Symbol.asyncDispose]()
  const postgres = stack.use(await supervise('PostgreSQL', () => startDatabase(firstDatabase, databaseUrl)))
  const databaseLine = stack.use(await openLine(Number(new URL(databaseUrl).port)))
  const mailbox = stack.use(await openMailbox())
  const redis = await openRedis(context.folder)
  if (redis) stack.use(redis)
  else context.say('Redis is left out: apt-get install redis-server')
  const clocks = (name: string) => processClock(context.folder, name)
  const roles = { installation: firstDatabase, databaseUrl: through(databaseUrl, databaseLine), mailbox, redis, clocks }
  const apis = [stack.use(await startApi(roles, 1)), stack.use(await startApi(roles, 2))]
  const edges = [await startEdge(roles, 1, apis[0]), await startEdge(roles, 2, apis[1])]
  for (const edge of edges) stack.use(edge)
  const workers = [await startWorker(roles, 1), await startWorker(roles, 2)]
  for (const { process } of workers) stack.use(process)
  const own = stack.move()
  return {
    targets: [
      ...[...apis, ...edges].map(({ process, line, clock }) => ({ process, line, clock })),
      ...workers.map(({ process, clock }) => ({ process, line: null, clock })),
      { process: postgres, line: databaseLine, clock: null },
      ...(redis ? [{ process: redis.process, line: redis.line, clock: null }] : []),
    ],
    disk,
    apiUrls: apis.map(({ line }) => `http://127.0.0.1:${line.port}`),
    edgeUrls: edges.map(({ line }) => `http://127.0.0.1:${line.port}`),
    databaseUrl,
    items,
    mailbox,
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  }
}

interface Roles {
  installation: Installation
  databaseUrl: string
  mailbox: Mailbox
  redis: Server | null
  clocks: (name: string) => ProcessClock
}

/** Somebody who is reached over a line. */
interface Server extends AsyncDisposable {
  process: Supervised
  line: Line
}

type OurServer = Server & { clock: ProcessClock }

async function startApi({ installation, databaseUrl, redis, clocks }: Roles, number: number): Promise<OurServer> {
  const ports = await threePorts()
  const clock = clocks(`api-${number}`)
  const variables = {
    ACCESS_TOKEN_EXPIRE_MINUTES: TOKEN_MINUTES,
    BACKEND_URL: PUBLIC_API,
    TRUSTED_PROXIES: '127.0.0.1',
    ...(redis && { ...LIMITS, REDIS_URL: `redis://127.0.0.1:${redis.line.port}` }),
  }
  const server = await served(`API ${number}`, ports.api, async () => {
    const role = startRole(installation, 'api', databaseUrl, ports, variables, clock.nodeArgs)
    const { pid, failed, ...started } = await role
    return { ...started, pid, ended: failed }
  })
  return { ...server, clock }
}

/** It has one API that it asks what was ended, and keeps what it was told in a folder of its own. */
async function startEdge(
  { installation, databaseUrl, clocks }: Roles,
  number: number,
  api?: Server,
): Promise<OurServer> {
  const ports = await threePorts()
  const clock = clocks(`edge-${number}`)
  const folder = join(installation.folder, `edge-${number}`)
  await mkdir(folder, { recursive: true })
  const variables = {
    BACKEND_URL: `http://127.0.0.1:${api?.line.port}`,
    MEDIA_DIR: join(installation.folder, 'media'),
    DATA_DIR: folder,
  }
  const server = await served(`edge ${number}`, ports.edge, async () => {
    const role = startRole(installation, 'edge', databaseUrl, ports, variables, clock.nodeArgs)
    const { pid, failed, ...started } = await role
    return { ...started, pid, ended: failed }
  })
  return { ...server, clock }
}

async function startWorker({ installation, databaseUrl, mailbox, clocks }: Roles, number: number) {
  const ports = await threePorts()
  const clock = clocks(`worker-${number}`)
  const variables = { SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, FROM_EMAIL: 'studio@example.org' }
  const process = await supervise(`worker ${number}`, async () => {
    const role = startRole(installation, 'worker', databaseUrl, ports, variables, clock.nodeArgs)
    const { pid, failed, ...started } = await role
    return { ...started, pid, ended: failed }
  })
  return { process, clock }
}

async function openRedis(folder: string): Promise<Server | null> {
  if (!existsSync(REDIS)) return null
  const [port = 0] = await freePorts(1)
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  return served('Redis', port, async () => {
    const child = spawn(REDIS, args, { stdio: 'ignore', env: cleanEnvironment() })
    const ended = once(child, 'exit')
    await once(child, 'spawn')
    const stop = async () => {
      child.kill('SIGKILL')
      await ended
    }
    return { pid: Number(child.pid), ended, [Symbol.asyncDispose]: stop }
  })
}

async function served(name: string, port: number, start: () => Promise<Running>): Promise<Server> {
  await using stack = new AsyncDisposableStack()
  const process = stack.use(await supervise(name, start))
  const line = stack.use(await openLine(port))
  const own = stack.move()
  return { process, line, [Symbol.asyncDispose]: () => own.disposeAsync() }
}

/** Over the data of an installation whose own server was stopped. */
async function startDatabase({ folder, secrets }: Installation, databaseUrl: string): Promise<Running> {
  const port = Number(new URL(databaseUrl).port)
  const { databasePassword: password } = secrets
  const { pid, ended, stop } = await startPostgres({ dataDir: folder, password, port, log: () => {} })
  return { pid, ended, [Symbol.asyncDispose]: () => stop() }
}

function through(databaseUrl: string, { port }: Line): string {
  const url = new URL(databaseUrl)
  url.port = String(port)
  return url.href
}

/** One rung of one segment; what an edge does with it does not depend on what is in it. */
async function writeLadder({ folder }: Installation, item: string): Promise<void> {
  const ladder = join(folder, 'media', 'hls', item)
  await mkdir(join(ladder, '360p'), { recursive: true })
  const stream = '#EXT-X-STREAM-INF:BANDWIDTH=1020800,RESOLUTION=640x360,CODECS="avc1.64001e,mp4a.40.2"'
  await writeFile(join(ladder, 'master.m3u8'), `#EXTM3U\n#EXT-X-VERSION:3\n${stream}\n360p.m3u8\n`)
  const segment = '#EXTINF:6.0,\n360p/segment0000.ts'
  const head = '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-PLAYLIST-TYPE:VOD'
  await writeFile(join(ladder, '360p.m3u8'), `${head}\n${segment}\n#EXT-X-ENDLIST\n`)
  await writeFile(join(ladder, '360p', 'segment0000.ts'), Buffer.alloc(SEGMENT_BYTES, 0x47))
}
