import type { Service } from './service.ts'

interface Supervision {
  role: string
  start: () => Service
  nowMs: () => number
  /** Returns early, without an error, when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>
  say: (line: string) => void
  /** What a person might have to do about it, in words; undefined for nothing that is known. */
  diagnose: () => Promise<string | undefined>
}

/** What stays up: `ready` is that of the first start. */
export type Supervised = Pick<Service, 'ready' | 'stop'>

const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 30_000
/** What ran for so long before it ended has not been failing. */
const HEALTHY_AFTER_MS = 60_000

/**
 * Keeps a service running: when it ends by itself it is started again after 0.2, 0.4, 0.8 … up to 30 seconds, for as
 * long as it takes: a full disk is emptied some day, and whatever else runs goes on meanwhile. One that never became ready
 * the first time is not tried again: its settings are wrong, not its luck.
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
  supervision: Supervision,
  stopping: AbortSignal,
  first: Service,
  replace: (next: Service) => void,
): Promise<void> {
  const { role, start, nowMs, delay, say } = supervision
  if (!(await becameReady(first))) return
  let service = first
  let failures = 0
  while (true) {
    const startedAtMs = nowMs()
    const how = await service.ended
    if (stopping.aborted) return
    failures = nowMs() - startedAtMs >= HEALTHY_AFTER_MS ? 1 : failures + 1
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1))
    say(await complaint(supervision, how, delayMs))
    await delay(delayMs, stopping)
    if (stopping.aborted) return
    service = start()
    replace(service)
    if (failures > 1) void service.ready.then(() => say(`The ${role} runs again`)).catch(() => {})
  }
}

async function complaint({ role, diagnose }: Supervision, how: string, delayMs: number): Promise<string> {
  const reason = await diagnose().catch(() => undefined)
  const when = delayMs < 1_000 ? 'starting it again' : `starting it again in ${Math.round(delayMs / 1_000)} s`
  return [`The ${role} ended unexpectedly (${how}); ${when}`, reason].filter(Boolean).join('. ')
}

async function becameReady(service: Service): Promise<boolean> {
  return service.ready.then(
    () => true,
    () => false,
  )
}
