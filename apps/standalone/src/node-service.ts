import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { RoleLog } from './role-log.ts'
import type { Service } from './service.ts'

export interface NodeProcess {
  entry: URL
  /** What Node is told before it. */
  options?: string[]
  environment: NodeJS.ProcessEnv
  log: RoleLog
  /** Yields to everything else on the machine. */
  background?: boolean
  /** What it sends over IPC besides `{ type: 'ready' }`. */
  onMessage?: (message: unknown) => void
}

const BACKGROUND_PRIORITY = 10

/**
 * Runs one of our processes. It says `{ type: 'ready' }` over IPC, ends on SIGTERM, and ends by itself when the IPC channel
 * closes, which is how it learns that we were killed. It leads a process group of its own: a Ctrl-C in the terminal
 * reaches us alone, and whatever it started ends with it.
 */
export function nodeService({ entry, options = [], environment, log, background, onMessage }: NodeProcess): Service {
  const child = spawn(process.execPath, [...options, fileURLToPath(entry)], {
    env: environment,
    stdio: ['ignore', log.descriptor, 'pipe', 'ipc'],
    detached: true,
    windowsHide: true,
  })
  if (background && child.pid !== undefined) setPriority(child.pid, BACKGROUND_PRIORITY)
  if (child.stderr) log.keep(child.stderr)
  const ended = endOf(child)
  const ready = readiness(child, ended)
  ready.catch(() => {})
  child.on('message', (message) => onMessage?.(message))
  return { ready, ended, stop: (patienceMs) => stop(child, ended, patienceMs) }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      killGroup(child)
      resolve(signal ? `signal ${signal}` : `exit code ${code}`)
    })
  })
}

function readiness(child: ChildProcess, ended: Promise<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve()
    })
    void ended.then((how) => reject(new Error(how)))
  })
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
}

async function stop(child: ChildProcess, ended: Promise<string>, patienceMs: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  const impatience = setTimeout(() => {
    child.kill('SIGKILL')
    killGroup(child)
  }, patienceMs)
  await ended
  clearTimeout(impatience)
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
