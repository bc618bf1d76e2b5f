import type { EventEmitter } from 'node:events'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** One Ctrl-C arrives up to three times: from the terminal, from npm and from the launcher. */
const SAME_KEY_MS = 500

/** Resolves `first` when somebody asks us to stop or our parent is gone, and `again` when they lose patience. */
export function stopRequests(
  source: EventEmitter,
  nowMs: () => number,
): { first: Promise<void>; again: Promise<void> } {
  const first = Promise.withResolvers<void>()
  const again = Promise.withResolvers<void>()
  let firstAtMs: number | undefined
  for (const signal of SIGNALS) {
    source.on(signal, () => {
      firstAtMs ??= nowMs()
      first.resolve()
      if (nowMs() - firstAtMs > SAME_KEY_MS) again.resolve()
    })
  }
  source.on('disconnect', () => first.resolve())
  return { first: first.promise, again: again.promise }
}
