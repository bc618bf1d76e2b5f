import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Machine } from '@better-and-bliss/settings'
import { countForProcesses } from '../adapters/memory/rate-limiter/counts-of-processes.ts'
import type { Logger } from '../ports/logger.ts'

interface Process {
  worker: Worker
  /** Rejects when it ends before. */
  ready: Promise<void>
  /** How it ended: `exit code 1`, `signal SIGKILL`. */
  ended: Promise<string>
}

/** Tells a process which one it is. One that is started again is the one that it was. */
const PLACE = 'PLACE_AMONG_PROCESSES'

/** Which of the processes of this machine's API this one is, from 0. */
export function placeAmongProcesses({ variables }: Pick<Machine, 'variables'>): number {
  return Number(variables[PLACE] ?? 0)
}

const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 30_000
/** What ran for so long before it ended has not been failing. */
const HEALTHY_AFTER_MS = 60_000
/** Each ends by itself before that. */
const KILL_AFTER_MS = 4_300

interface Starting {
  count: number
  /** Where each of them will listen. */
  address: { host: string; port: number }
  log: Logger
}

/**
 * Starts this program so many times over, all on one port, whose connections go to each in turn. One that ends is started anew.
 *
 * @returns what asks all of them to stop, and waits until they have.
 * @throws Error when one does not start.
 */
export async function startProcesses({ count, address, log }: Starting): Promise<AsyncDisposable> {
  await assertFree(address)
  const stopping = new AbortController()
  const current = new Map<number, Process>()
  countForProcesses()
  const all = Array.from({ length: count }, (_, place) => {
    const first = start(place, log)
    current.set(place, first)
    return first
  })
  const stop = async () => {
    stopping.abort()
    await Promise.all([...current.values()].map(stopOne))
  }
  try {
    await Promise.all(all.map(({ ready }) => ready))
  } catch (error) {
    await stop()
    throw error
  }
  all.forEach((first, place) => {
    void keepUp(first, {
      log,
      signal: stopping.signal,
      again: () => {
        const next = start(place, log)
        current.set(place, next)
        return next
      },
    })
  })
  return { [Symbol.asyncDispose]: stop }
}

/** Said once, by the process that people started. Node's cluster fails in its own code where several are refused a port at once. */
async function assertFree(address: Starting['address']): Promise<void> {
  const server = createServer()
  await once(server.listen({ ...address, exclusive: true }), 'listening')
  await once(server.close(), 'close')
}

function start(place: number, log: Logger): Process {
  const worker = cluster.fork({ [PLACE]: place })
  // Of messages that it could not be sent any more.
  worker.on('error', (err) => log.warn({ err }, 'A process of the API cannot be reached'))
  const ended = once(worker, 'exit').then(([code, signal]) => (signal ? `signal ${signal}` : `exit code ${code}`))
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      if (isReady(message)) resolve()
    })
    void ended.then((how) => reject(withoutStack(`a process of it ended (${how}), and says why above`)))
  })
  ready.catch(() => {})
  return { worker, ready, ended }
}

async function keepUp(
  first: Process,
  { log, signal, again }: { log: Logger; signal: AbortSignal; again: () => Process },
): Promise<void> {
  let running = first
  let failures = 0
  while (true) {
    const startedAtMs = performance.now()
    const how = await running.ended
    if (signal.aborted) return
    failures = performance.now() - startedAtMs >= HEALTHY_AFTER_MS ? 1 : failures + 1
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1))
    log.error({ how, delay_ms: delayMs }, 'A process of the API ended unexpectedly; it is started again')
    await wait(delayMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    running = again()
  }
}

async function stopOne({ worker, ended }: Process): Promise<void> {
  worker.process.kill('SIGTERM')
  const impatience = setTimeout(() => worker.process.kill('SIGKILL'), KILL_AFTER_MS)
  await ended
  clearTimeout(impatience)
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
}

/** It is what somebody at the terminal reads, and nothing to look for in our code. */
function withoutStack(words: string): Error {
  return Object.assign(new Error(words), { stack: words })
}
