import { setFlagsFromString } from 'node:v8'
import type { Machine } from '@better-and-bliss/settings'
import { explain, type RoleName } from './explain.ts'
import { machineOf } from './machine.ts'
import { stopRequests } from './stop-requests.ts'

export interface Role extends RoleName {
  /** Within which everything must have been closed. */
  stopMs?: number
  /** Says why it could not start. */
  complain?: (error: unknown) => void
}

/** What a role starts with. */
export interface RunningProcess {
  machine: Machine
  /** Closed in reverse order when the process ends, however it ends. */
  stack: AsyncDisposableStack
  /** Aborted when somebody asks us to stop. */
  stopping: AbortSignal
  /** Resolves when somebody asks again. */
  impatient: Promise<void>
}

const STOP_MS = 4_500

/**
 * Runs a role until it is asked to stop: starts it, says `{ type: 'ready' }` to whoever spawned it, and closes what it
 * opened, in reverse order, on SIGINT, SIGTERM or SIGHUP, or when its parent is gone. Exit code 0; 1 for what does not
 * close in time, and for what keeps it from starting, which is told in one clear text.
 */
export async function runProcess(role: Role, start: (running: RunningProcess) => Promise<void>): Promise<void> {
  const { running, stopping, end, complain } = prepare(role)
  stopping.addEventListener('abort', () => void end(0))
  try {
    await start(await running())
    if (process.connected) process.send?.({ type: 'ready' })
  } catch (error) {
    // Asked to stop while starting: what start had yet to do fails now, and nobody needs to hear of it.
    if (stopping.aborted) return
    complain(error)
    await end(1)
  }
}

/** Runs a role that ends by itself when its work is done, with the exit code that it resolves with; 0 when it was asked to stop. */
export async function runTask(role: Role, work: (running: RunningProcess) => Promise<number>): Promise<void> {
  const { running, stopping, end, complain } = prepare(role)
  let exitCode = 1
  try {
    exitCode = await work(await running())
  } catch (error) {
    if (!stopping.aborted) complain(error)
  }
  await end(stopping.aborted ? 0 : exitCode)
}

/**
 * Once many requests have waited at once, V8 takes what each of them makes for long-lived and puts it among what is kept, where it costs
 * a collection every few thousand requests: 0.22 instead of 0.07 CPU seconds per 1,000 heartbeats (`npm run bench -- stream`).
 */
const NO_PRETENURING = '--no-allocation-site-pretenuring'

function prepare(role: Role) {
  setFlagsFromString(NO_PRETENURING)
  const stack = new AsyncDisposableStack()
  const controller = new AbortController()
  const stopping = controller.signal
  const { first, again } = stopRequests(process, () => performance.now())
  void first.then(() => {
    setTimeout(() => process.exit(1), role.stopMs ?? STOP_MS).unref()
    controller.abort()
  })

  async function end(exitCode: number): Promise<void> {
    try {
      await stack.disposeAsync()
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
    process.exit(exitCode)
  }

  return {
    running: async (): Promise<RunningProcess> => ({ machine: await machineOf(), stack, stopping, impatient: again }),
    stopping,
    end,
    complain: role.complain ?? ((error) => console.error(explain(role, error))),
  }
}
