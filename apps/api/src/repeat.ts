import type { Logger } from './ports/logger.ts'

/**
 * Does `work` now and then again and again, so many milliseconds after it was done, until it is disposed. A round that
 * fails is logged; the next one comes all the same.
 */
export function repeat(work: () => Promise<unknown>, everyMs: number, log: Logger): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function round(): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!stopped) log.warn({ err: error }, 'A repeated task failed; it is tried again later')
    }
    if (!stopped) timer = setTimeout(next, everyMs)
  }

  let running = round()
  function next(): void {
    running = round()
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
