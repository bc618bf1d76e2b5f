import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Account {
  email: string
  password: string
}

/** A started Better & Bliss with a data folder of its own. */
export interface Standalone {
  apiUrl: string
  webUrl: string
  edgeUrl: string
  dataDir: string
  accounts: Record<'free' | 'basic' | 'premium' | 'admin', Account>
  /** Runs `npm run content:add -- …` against it. @throws with what it printed, if it failed. */
  addContent(args: string[]): Promise<{ contentId: string; output: string }>
  /** Asks it to end, and waits until it has. */
  terminate(): Promise<void>
  /** kill -9 to everything that the terminal knows of. */
  kill(): Promise<void>
  /** `npm start` once more, with the same data and ports. */
  startAgain(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** Starts it as the README says, on free ports. Resolves when it has printed its addresses. */
export async function startStandalone(environment: Record<string, string> = {}): Promise<Standalone> {
  const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-e2e-'))
  const { env, api, web, edge, ...started } = await startOnFreePorts({ DATA_DIR: dataDir, ...environment })
  let { running } = started
  const end = async (signal: NodeJS.Signals) => {
    if (running.exitCode !== null || running.signalCode !== null || !running.pid) return
    const gone = once(running, 'exit')
    process.kill(-running.pid, signal)
    await gone
  }
  return {
    apiUrl: `http://localhost:${api}`,
    webUrl: `http://localhost:${web}`,
    edgeUrl: `http://localhost:${edge}`,
    dataDir,
    accounts: await readAccounts(dataDir),
    addContent: (args) => addContent(args, env),
    terminate: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    startAgain: async () => {
      running = await npmStart(env)
    },
    stop: async () => {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Anybody on this machine may take a port between the look and the listening, which is no fault of what is tested. */
async function startOnFreePorts(chosen: Record<string, string>) {
  for (let triesLeft = 2; ; triesLeft -= 1) {
    const [api, web, edge] = await freePorts(3)
    const ports = { API_PORT: `${api}`, WEB_PORT: `${web}`, EDGE_PORT: `${edge}` }
    const env = { ...process.env, ...ports, ...chosen }
    try {
      return { env, api, web, edge, running: await npmStart(env) }
    } catch (error) {
      if (triesLeft === 0 || !(error instanceof Error && /Port \d+ is taken/.test(error.message))) throw error
      console.warn(`Once more, on other ports: ${error.message}`)
    }
  }
}

async function npmStart(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const lines: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line)
      if (line.includes('Better & Bliss runs')) resolve()
    })
    child.once('exit', () => reject(new Error(`npm start ended before it was ready:\n${lines.join('\n')}`)))
  })
  await ready
  return child
}

async function readAccounts(dataDir: string): Promise<Standalone['accounts']> {
  const passwords: Record<string, string> = JSON.parse(await readFile(join(dataDir, 'accounts.json'), 'utf8'))
  const account = (name: string): Account => {
    const [email, password] = Object.entries(passwords).find(([email]) => email.startsWith(`${name}@`)) ?? []
    if (!email || !password) throw new Error(`There is no account ${name}`)
    return { email, password }
  }
  return { free: account('free'), basic: account('basic'), premium: account('premium'), admin: account('admin') }
}

/** The same for a system that somebody else has started. */
export function addContentTo({ dataDir }: Pick<Standalone, 'dataDir'>, args: string[]) {
  return addContent(args, { ...process.env, DATA_DIR: dataDir })
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
