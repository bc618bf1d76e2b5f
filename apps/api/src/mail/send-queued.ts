import { setTimeout as wait } from 'node:timers/promises'
import type { Changes } from '../db/changes.ts'
import { type SendParts, sendDueBy } from './send-due.ts'

/** So that one server that hangs with one mail does not hold up the others. The first sends letters alone. */
const AT_ONCE = 4
/** For those that are tried again: of new ones a notification tells at once. */
const LOOK_EVERY_MS = 5_000

/** Sends what waits and what comes, until it is disposed of; a mail on its way is broken off then, and due at once. */
export function sendQueued({ changes, ...parts }: SendParts & { changes: Changes }): AsyncDisposable {
  const stopping = new AbortController()
  const { signal } = stopping
  let news = Promise.withResolvers<void>()
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  changes.on('mail_queued', tell, tell)

  async function keepSending(sendDue: ReturnType<typeof sendDueBy>): Promise<void> {
    while (!signal.aborted) {
      // Before looking, so that what is queued meanwhile is not missed.
      const { promise: queued } = news
      const sent = await sendDue(signal).catch((error: unknown) => {
        if (!signal.aborted) parts.log.warn({ err: error }, 'Mails cannot be sent now; it is tried again')
        return false
      })
      if (!sent) await Promise.race([queued, pause(signal)])
    }
  }

  const senders = Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) => keepSending(sendDueBy(parts, { takesBulk: index > 0 }))),
  )
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await senders
    },
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
}
