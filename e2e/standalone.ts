import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../scripts/free-ports.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A started Better & Bliss with a data folder of its own. */
export interface Standalone {
  apiUrl: string
  webUrl: string
  edgeUrl: string
  accounts: Record<'free' | 'basic' | 'premium' | 'admin', { email: string; password: string }>
  /** Milliseconds from the command to its report. */
  startMs: number
  /** Runs `npm run content:add -- …` against it. @returns the page that the command printed. @throws with what it printed. */
  addContent(args: string[]): Promise<{ contentId: string; output: string }>
  stop(): Promise<void>
}

/** Starts it as the README says, on free ports. */
export async function startStandalone(environment: Record<string, string> = {}): Promise<Standalone> {
  const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-e2e-'))
  const [API_PORT, WEB_PORT, EDGE_PORT] = await freePorts(3)
  const ports = { API_PORT: `${API_PORT}`, WEB_PORT: `${WEB_PORT}`, EDGE_PORT: `${EDGE_PORT}` }
  const env = { ...process.env, ...ports, DATA_DIR: dataDir, ...environment }
  const startedAt = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const output: string[] = []
  const stop = async () => {
    if (child.exitCode === null && child.pid) {
      const gone = once(child, 'exit')
      process.kill(-child.pid, 'SIGTERM')
      await gone
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await reported(child, output)
    return {
      apiUrl: `http://localhost:${API_PORT}`,
      webUrl: `http://localhost:${WEB_PORT}`,
      edgeUrl: `http://localhost:${EDGE_PORT}`,
      accounts: await readAccounts(dataDir),
      startMs: performance.now() - startedAt,
      addContent: (args) => addContent(args, env),
      stop,
    }
  } catch (error) {
    await stop()
    throw new Error(`npm start failed:\n${output.join('\n')}`, { cause: error })
  }
}

/** Resolves when the report of addresses and accounts was printed. */
function reported(child: ReturnType<typeof spawn>, output: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('no output'))
    createInterface(child.stdout).on('line', (line) => {
      output.push(line)
      if (line.includes('Better & Bliss runs')) resolve()
    })
    child.on('exit', () => reject(new Error('It ended before it was ready')))
  })
}

async function readAccounts(dataDir: string): Promise<Standalone['accounts']> {
  const passwords: Record<string, string> = JSON.parse(await readFile(join(dataDir, 'accounts.json'), 'utf8'))
  const account = (name: string) => {
    const [email, password] = Object.entries(passwords).find(([email]) => email.startsWith(`${name}@`)) ?? []
    if (!email || !password) throw new Error(`There is no account ${name}`)
    return { email, password }
  }
  return { free: account('free'), basic: account('basic'), premium: account('premium'), admin: account('admin') }
}

async function addContent(args: string[], env: NodeJS.ProcessEnv): Promise<{ contentId: string; output: string }> {
  const child = spawn('npm', ['run', '--silent', 'content:add', '--', ...args], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const [code] = await once(child, 'close')
  const contentId = /\/content\/([0-9a-f-]{36})/.exec(output)?.[1]
  if (code !== 0 || !contentId) throw new Error(output)
  return { contentId, output }
}
