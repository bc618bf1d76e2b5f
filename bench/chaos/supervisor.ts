import { setTimeout as delay } from 'node:timers/promises'
import { treeOf } from '../harness/measure.ts'

/** A process as a supervisor starts it: ready, and able to say when it ended. */
export interface Running extends AsyncDisposable {
  pid: number
  /** Settles when it ends by itself or is killed. */
  ended: Promise<unknown>
}

/** A process that is started again whenever it ends. */
export interface Supervised extends AsyncDisposable {
  name: string
  pid(): number
  /** SIGKILL to it and all that it started. */
  kill(): void
  /** SIGSTOP to it and all that it started, and SIGCONT. */
  pause(): void
  resume(): void
  /** Resolves once it is ready, again. */
  ready(): Promise<void>
  /** How often it ended without having been killed from here. */
  ownEnds(): number
}

const AGAIN_AFTER_MS = 200

/** Starts a process, and starts it again when it ends. @param start resolves when it is ready. */
export async function supervise(name: string, start: () => Promise<Running>): Promise<Supervised> {
  const state = { running: await start(), stopping: false, killed: false, ownEnds: 0 }
  let ready = Promise.withResolvers<void>()
  ready.resolve()
  const follow = async () => {
    while (!state.stopping) {
      await state.running.ended.catch(() => undefined)
      if (state.stopping) return
      if (!state.killed) state.ownEnds += 1
      if (!state.killed) ready = Promise.withResolvers()
      state.killed = false
      state.running = await startAgain(start, () => state.stopping)
      ready.resolve()
    }
  }
  const following = follow()
  following.catch(() => {})
  const signal = (kind: NodeJS.Signals) => {
    for (const pid of treeOf(state.running.pid)) signalOne(pid, kind)
  }
  return {
    name,
    pid: () => state.running.pid,
    kill: () => {
      state.killed = true
      ready = Promise.withResolvers()
      signal('SIGKILL')
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    ready: () => ready.promise,
    ownEnds: () => state.ownEnds,
    [Symbol.asyncDispose]: async () => {
      state.stopping = true
      await state.running[Symbol.asyncDispose]()
      await following
    },
  }
}

/** What it needs may be away, too. */
async function startAgain(start: () => Promise<Running>, isStopping: () => boolean): Promise<Running> {
  for (;;) {
    await delay(AGAIN_AFTER_MS)
    try {
      return await start()
    } catch (error) {
      if (isStopping()) throw error
    }
  }
}

/** It may be gone by now. */
function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {}
}
