import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A process that was started here; disposing ends it. */
export interface Started extends AsyncDisposable {
  pid: number
}

/** One of our own processes. */
export interface Ours extends Started {
  /** Rejects, with what it said at last, when it ends by itself. */
  failed: Promise<never>
}

interface Program {
  name: string
  /** This Node, unless it says otherwise. */
  command?: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** Working folder; the log goes there as well. No `.env` of a checkout is near. */
  folder: string
}

const STOP_MS = 10_000
const ANSWER_MS = 120_000
const POLL_MS = 20
const LAST_WORDS = 2_000

/** Starts one of our processes as `npm start` does, and returns when it says over IPC that it is ready. */
export async function startOurs(program: Program): Promise<Ours> {
  const { child, failed, started } = await start(program, ['ipc'])
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: { type?: unknown }) => message.type === 'ready' && resolve())
  })
  await Promise.race([ready, failed])
  return { ...started, failed }
}

/** Starts a program that does not say when it is ready, and returns when all addresses answer. */
export async function startUntilAnswers(program: Program, urls: string[], signal: AbortSignal): Promise<Started> {
  const { failed, started } = await start(program, [])
  const givingUp = new AbortController()
  try {
    const until = AbortSignal.any([signal, givingUp.signal, AbortSignal.timeout(ANSWER_MS)])
    await Promise.race([Promise.all(urls.map((url) => untilAnswers(url, until))), failed])
    return started
  } catch (error) {
    await started[Symbol.asyncDispose]()
    throw error
  } finally {
    givingUp.abort()
  }
}

/** Asks again and again until an address is answered with success. */
export async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const answered = await fetch(url).then(
      async (response) => (await response.arrayBuffer()) && response.ok,
      () => false,
    )
    if (answered) return
    await delay(POLL_MS)
  }
}

/** Runs a program to its end. @throws Error with the last line that it complained about. */
export async function run(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...(signal && { signal }),
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000)
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(complaint.trim().split('\n').at(-1) || `${command} ended with ${code}`)
}

/** It leads a group of its own: a Ctrl-C in the terminal is for us, and what it started ends with it. */
async function start({ name, command = process.execPath, args, env, folder }: Program, channel: ['ipc'] | []) {
  const log = await open(join(folder, `${name}.log`), 'a')
  try {
    const stdio = ['ignore' as const, log.fd, log.fd, ...channel]
    const child = spawn(command, args, { cwd: folder, env, stdio, detached: true })
    const ended = once(child, 'exit')
    await once(child, 'spawn')
    const pid = Number(child.pid)
    const failed = failure({ name, folder }, ended)
    failed.catch(() => {})
    const stop = async () => {
      signalGroup(pid, 'SIGTERM')
      const impatience = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_MS)
      await ended
      // npm ends before what it started.
      while (signalGroup(pid, 0)) await delay(POLL_MS)
      clearTimeout(impatience)
    }
    return { child, failed, started: { pid, [Symbol.asyncDispose]: stop } }
  } finally {
    await log.close()
  }
}

/** @returns whether anybody is left in the group. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

async function failure({ name, folder }: Pick<Program, 'name' | 'folder'>, ended: Promise<unknown[]>): Promise<never> {
  const [code] = await ended
  const said = await readFile(join(folder, `${name}.log`), 'utf8')
  throw new Error(`${name} ended with ${String(code)}: ${said.trim().slice(-LAST_WORDS)}`)
}
