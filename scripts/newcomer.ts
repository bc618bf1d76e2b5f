// The newcomer's path, as the README says it: a fresh clone of what is committed, `npm ci`, `npm start`, and the first page answers.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'

const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 10_000
const POLL_MS = 250

const repository = fileURLToPath(new URL('..', import.meta.url))
const clone = await mkdtemp(join(tmpdir(), 'better-and-bliss-newcomer-'))
try {
  await run('git', ['clone', '--quiet', '--depth', '1', `file://${repository}`, clone])
  await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], clone)
  await startAndVisit(clone)
} finally {
  await rm(clone, { recursive: true, force: true })
}

async function startAndVisit(cwd: string): Promise<void> {
  const [api, web, edge] = await freePorts(3)
  const ports = { API_PORT: String(api), WEB_PORT: String(web), EDGE_PORT: String(edge) }
  const startedAt = performance.now()
  const system = spawn('npm', ['start'], { cwd, env: { ...process.env, ...ports }, stdio: 'inherit', detached: true })
  try {
    await answering(`http://localhost:${web}/`, '<title>')
    await answering(`http://localhost:${api}/health/ready`, '"ready"')
    await answering(`http://localhost:${edge}/health`, 'ok')
    console.log(`The first page answered ${((performance.now() - startedAt) / 1000).toFixed(1)} s after npm start`)
  } finally {
    await stop(system)
  }
}

async function answering(url: string, text: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    const answer = await fetch(url).then(
      (response) => (response.ok ? response.text() : ''),
      () => '',
    )
    if (answer.includes(text)) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`${url} did not answer within ${START_TIMEOUT_MS / 1000} s`)
}

async function stop(system: ReturnType<typeof spawn>): Promise<void> {
  if (system.exitCode !== null || system.pid === undefined) return
  const gone = once(system, 'exit')
  process.kill(-system.pid, 'SIGINT')
  const late = setTimeout(() => system.pid && process.kill(-system.pid, 'SIGKILL'), STOP_TIMEOUT_MS)
  await gone
  clearTimeout(late)
}

async function run(command: string, args: string[], cwd = repository): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
