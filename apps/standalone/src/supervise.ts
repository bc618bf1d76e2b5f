import type { Service } from './service.ts'

interface Supervision {
  role: string
  start: () => Service
  nowMs: () => number
  /** Returns early, without an error, when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>
  say: (line: string) => void
  /** Called once, when starting again does not help. */
  giveUp: (reason: string) => void
}

/** What stays up: `ready` is that of the first start. */
export type Supervised = Pick<Service, 'ready' | 'stop'>

const RESTARTS = 5
const WINDOW_MS = 60_000
const FIRST_DELAY_MS = 200

/**
 * Keeps a service running: when it ends by itself it is started again after 0.2, 0.4, 0.8 … seconds, at most five times
 * a minute. One that never became ready the first time is not tried again: its settings are wrong, not its luck.
 */
export function supervise(supervision: Supervision): Supervised {
  const stopping = new AbortController()
  const first = supervision.start()
  let current = first
  const finished = keepUp(supervision, stopping.signal, first, (next) => {
    current = next
  })
  return {
    ready: first.ready,
    async stop(patienceMs) {
      stopping.abort()
      await current.stop(patienceMs)
      await finished
    },
  }
}

async function keepUp(
  { role, start, nowMs, delay, say, giveUp }: Supervision,
  stopping: AbortSignal,
  first: Service,
  replace: (next: Service) => void,
): Promise<void> {
  if (!(await becameReady(first))) return
  let service = first
  let deathsMs: number[] = []
  while (true) {
    const how = await service.ended
    if (stopping.aborted) return
    const now = nowMs()
    deathsMs = [...deathsMs.filter((at) => now - at < WINDOW_MS), now]
    if (deathsMs.length > RESTARTS) {
      giveUp(`The ${role} ended ${deathsMs.length} times within a minute (${how})`)
      return
    }
    say(`The ${role} ended unexpectedly (${how}); starting it again`)
    await delay(FIRST_DELAY_MS * 2 ** (deathsMs.length - 1), stopping)
    if (stopping.aborted) return
    service = start()
    replace(service)
  }
}

async function becameReady(service: Service): Promise<boolean> {
  return service.ready.then(
    () => true,
    () => false,
  )
}
