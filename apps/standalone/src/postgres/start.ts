import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CannotStart } from '@better-and-bliss/process'
import { isFree } from '@better-and-bliss/process/free-ports'
import { logFile } from '../log-file.ts'
import { freePort } from '../ports.ts'
import { installedBinaries, prepareBinaries } from './binaries.ts'
import { PROGRAM_ENVIRONMENT, prepareCluster } from './cluster.ts'
import { databaseUrls, ensureDatabase } from './database.ts'
import { type DatabaseHome, databaseHome, rememberHome } from './home.ts'
import { clearPostmaster, readPostmaster } from './postmaster.ts'

export interface PostgresOptions {
  /** The database lives in `postgres` below it (or where `postgres.json` in it says), its log in `logs`. */
  dataDir: string
  /** That of the first start is the one that stays. */
  password: string
  /** Exactly this one; without it that of the last time, or any free one. */
  port?: number
  /** PostgreSQL's own parameters, over ours. */
  settings?: Record<string, string>
  /** Hears about what a person might wonder about. */
  log: (line: string) => void
}

/** A PostgreSQL server that listens on 127.0.0.1 only. */
export interface Postgres extends AsyncDisposable {
  /** For the application: owner of its database, not a superuser. */
  url: string
  /** For the superuser, on the database `postgres`. */
  adminUrl: string
  port: number
  pid: number
  /** Where the database lies. */
  folder: string
  /** Settles when the server ends, asked to or not, and says how. */
  ended: Promise<string>
  /** Ends sessions and writes everything to disk; after `timeoutMs` at once, which leaves recovery to the next start. */
  stop(timeoutMs?: number): Promise<void>
}

const HOST = '127.0.0.1'
const STOP_MS = 5_000
const POLL_MS = 20
const ORPHANS_MS = 10_000

/** For a machine that has other things to do. Nothing here may lose what was acknowledged. */
const SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // What members send stays out of the log: rows in details, statements, and the values of their parameters.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/**
 * Starts the PostgreSQL that came with npm: makes the database on the first start, and repairs what a killed
 * predecessor left behind. Returns when it takes connections and the application's database exists.
 *
 * @throws CannotStart in words for whoever runs this.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const home = await databaseHome(options.dataDir)
  const binaries = await prepareBinaries(installedBinaries(), home.folder, home.account)
  await prepareCluster(home, binaries, options.password)
  await clearPostmaster(home.cluster, options.log)
  const port = options.port ?? (await choosePort(home.port))
  const logPath = await logFile(options.dataDir, 'postgres')
  const server = await launch(home, binaries, logPath, { ...SETTINGS, ...options.settings, port: String(port) })
  const urls = databaseUrls({ host: HOST, port, password: options.password })
  try {
    await ensureDatabase(urls, options.password)
    if (port !== home.port) await rememberHome(options.dataDir, home, port)
  } catch (error) {
    await server.stop(STOP_MS)
    throw error
  }
  return { ...urls, ...server, port, folder: home.folder, [Symbol.asyncDispose]: () => server.stop(STOP_MS) }
}

async function choosePort(lastTime: number | undefined): Promise<number> {
  return lastTime !== undefined && (await isFree(HOST, lastTime)) ? lastTime : freePort(HOST)
}

/** Sessions of a server that was itself killed may outlive it for a moment, and keep the next one out for as long. */
async function launch(home: DatabaseHome, binaries: string, logPath: string, settings: Record<string, string>) {
  for (const giveUpAtMs = performance.now() + ORPHANS_MS; ; await delay(10 * POLL_MS)) {
    const logStart = await sizeOf(logPath)
    const server = await spawnServer(home, binaries, logPath, settings)
    if (await isReady(server, home.cluster)) return server
    const how = await server.ended
    const said = (await readFile(logPath)).subarray(logStart).toString().trim()
    if (said.includes('pre-existing shared memory block') && performance.now() < giveUpAtMs) continue
    throw new CannotStart(`PostgreSQL did not start (${how}). It says, in ${logPath}:\n${said}`)
  }
}

/** Detached: a Ctrl-C in the terminal is for us; the server is stopped after those who use it. */
async function spawnServer(home: DatabaseHome, binaries: string, logPath: string, settings: Record<string, string>) {
  const log = await open(logPath, 'a', 0o600)
  try {
    const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(join(binaries, 'bin', 'postgres'), ['-D', home.cluster, ...parameters], {
      ...home.account,
      cwd: home.cluster,
      env: PROGRAM_ENVIRONMENT,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    })
    const ended = once(server, 'exit').then(([code, signal]) => (signal ? `signal ${signal}` : `exit code ${code}`))
    await once(server, 'spawn')
    return { pid: Number(server.pid), ended, stop: (timeoutMs = STOP_MS) => stopServer(server, ended, timeoutMs) }
  } finally {
    await log.close()
  }
}

async function isReady({ pid, ended }: { pid: number; ended: Promise<string> }, cluster: string): Promise<boolean> {
  let running = true
  void ended.then(() => {
    running = false
  })
  while (running) {
    const postmaster = await readPostmaster(cluster)
    if (postmaster?.pid === pid && postmaster.ready) return true
    await delay(POLL_MS)
  }
  return false
}

async function stopServer(server: ChildProcess, ended: Promise<string>, timeoutMs: number): Promise<void> {
  server.kill('SIGINT')
  const impatience = setTimeout(() => server.kill('SIGQUIT'), timeoutMs)
  await ended
  clearTimeout(impatience)
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
