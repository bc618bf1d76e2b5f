// Makes of the Dockerfile what no container engine is needed for, and starts each role in it: as another user, with a tree that
// cannot be written, asked how it is as the image asks. Linux, and root, which mounts; minutes, for npm installs twice.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import { carryOut, NODE_USER as USER } from './stages.ts'

const root = join(import.meta.dirname, '../..')
const PATIENCE_MS = 120_000

const folder = process.env.IMAGE_TREE ?? mkdtempSync(join(tmpdir(), 'image-'))
await using stack = new AsyncDisposableStack()
if (!process.env.IMAGE_TREE) {
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  // What installs packages and builds; folders of a user and programs of Debian are made here by hand.
  carryOut({ root, into: folder, runs: (command) => command.includes('npm '), say: console.log })
}
chmodSync(folder, 0o711)
const app = join(folder, 'runtime/app')
const data = mkdtempSync(join(tmpdir(), 'image-data-'))
stack.defer(() => rmSync(data, { recursive: true, force: true }))
const postgres = await startPostgres({ dataDir: data, password: randomBytes(16).toString('hex'), log: console.log })
stack.defer(() => postgres.stop(5_000))
for (const name of ['volume', 'volume/edge', 'volume/media', 'volume/work', 'volume/tmp']) {
  mkdirSync(join(data, name))
  chownSync(join(data, name), USER, USER)
}
chmodSync(data, 0o711)

const key = () => randomBytes(36).toString('base64')
const environment = {
  ...{
    PATH: `${dirname(process.execPath)}:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: join(data, 'volume'),
    TMPDIR: join(data, 'volume/tmp'),
  },
  ...{ NODE_ENV: 'production', ENVIRONMENT: 'production', DATA_DIR: join(data, 'volume'), LOG_LEVEL: 'warn' },
  ...{
    FRONTEND_URL: 'https://app.example.org',
    BACKEND_URL: 'https://api.example.org',
    EDGE_URL: 'https://media.example.org',
  },
  ...{
    DATABASE_URL: postgres.url,
    DB_SSL_MODE: 'disable',
    FROM_EMAIL: 'studio@example.org',
    SMTP_URL: 'smtp://127.0.0.1:2525',
  },
  ...{ JWT_SECRET_KEY: key(), STREAMING_SECRET_KEY: key(), HOST: '127.0.0.1' },
}

let failed = 0
for (const role of ['api', 'worker', 'web', 'edge', 'edge-nginx']) {
  const { command, healthCheck } = commandsOf(role)
  const child = inTree(command)
  const isHealthy = await until(() => child.exitCode !== null || succeeds(healthCheck))
  const started = isHealthy && child.exitCode === null
  child.kill('SIGTERM')
  const stopped = await until(() => child.exitCode !== null)
  console.log(
    `${started && stopped && child.exitCode === 0 ? '✓' : '✗'} ${role}: ${started ? 'healthy' : 'not healthy'}, ended with ${String(child.exitCode)}`,
  )
  if (!(started && stopped && child.exitCode === 0)) failed += 1
}
const written = spawnSync('sh', ['-c', readOnly(['touch', 'apps/written'])], { cwd: app, env: environment })
if (written.status === 0) failed += 1
console.log(`${written.status === 0 ? '✗' : '✓'} the tree cannot be written`)
process.exitCode = failed > 0 ? 1 : 0

function commandsOf(role: string): { command: string[]; healthCheck: string[] } {
  const [, stage = ''] = readFileSync(join(root, 'Dockerfile'), 'utf8').split(` AS ${role}\n`)
  const [own = ''] = stage.split(/^FROM /m)
  const list = (pattern: RegExp) => JSON.parse(pattern.exec(own)?.[1] ?? '[]') as string[]
  return { command: list(/^CMD (\[.*\])$/m), healthCheck: list(/^HEALTHCHECK .* CMD (\[.*\])$/m) }
}

function inTree(command: string[]): ChildProcess {
  return spawn('sh', ['-c', readOnly(command)], { cwd: app, env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
}

function succeeds(command: string[]): boolean {
  return spawnSync('sh', ['-c', readOnly(command)], { cwd: app, env: environment }).status === 0
}

/** In a view of the file system of its own, in which the tree is read-only, as a user without rights. */
function readOnly(command: string[]): string {
  const asUser = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', '--no-new-privs', ...command]
  const quoted = asUser.map((part) => `'${part}'`).join(' ')
  return `exec unshare --mount sh -c "mount --bind '${app}' '${app}' && mount -o remount,ro,bind '${app}' && cd '${app}' && exec ${quoted}"`
}

async function until(holds: () => boolean): Promise<boolean> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(500)) if (holds()) return true
  return false
}
