import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { PushSender } from '../../../ports/push-sender.ts'
import type { Random } from '../../../ports/random.ts'
import type { offLinks } from '../links.ts'
import { type DuePush, deleteGone, endPush, putPushOff, takeDuePushes } from './queries.ts'

export const SEND_PUSHES_EVERY_MS = 10_000
const MOST_AT_ONCE = 50
/** Longer than a push service may take. */
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 900_000
/** A newer reminder takes the place of one that a device has not got yet. */
const TOPIC = 'practice-reminder'

export interface PushSending {
  db: Database
  clock: Clock
  random: Random
  log: Logger
  push: PushSender
  links: ReturnType<typeof offLinks>
}

/**
 * The worker's round: pushes the reminders that wait. Many may do it at once. What a worker was sending when it was killed is
 * sent again: the device shows it in the place of the first.
 */
export async function sendPushes(parts: PushSending): Promise<void> {
  const { db, clock } = parts
  let due: DuePush[]
  do {
    const nowMs = clock.nowMs()
    due = await takeDuePushes(db, { nowMs, leasedUntilMs: nowMs + LEASE_MS, limit: MOST_AT_ONCE })
    await Promise.all(due.map((one) => attempt(parts, one)))
  } while (due.length === MOST_AT_ONCE)
}

async function attempt(parts: PushSending, due: DuePush): Promise<void> {
  const { db, clock, log, push } = parts
  const nowMs = clock.nowMs()
  const leftMs = due.until.getTime() - nowMs
  if (!due.is_wanted || leftMs <= 0) return endPush(db, due, { nowMs, accepted: false })
  const { endpoint, p256dh, auth } = due
  const outcome = await push.send(
    { endpoint, keys: { p256dh, auth } },
    { payload: payloadOf(parts, due), ttlSeconds: leftMs / 1000, topic: TOPIC },
  )
  const told = { deviceId: due.id, attempt: due.attempts }
  switch (outcome.result) {
    case 'accepted':
      log.info(told, 'A reminder was pushed')
      return endPush(db, due, { nowMs, accepted: true })
    case 'gone':
      log.info(told, 'A device is reminded no more: its push service does not know it')
      return deleteGone(db, due)
    case 'refused':
      log.warn({ ...told, reason: outcome.reason }, 'A reminder could not be pushed')
      return endPush(db, due, { nowMs, accepted: false })
    case 'later': {
      const nextTryAtMs = nowMs + Math.max(outcome.retryAfterMs ?? 0, pauseMs(parts.random, due.attempts))
      log.warn({ ...told, reason: outcome.reason, nextTryAtMs }, 'A reminder is pushed later')
      if (nextTryAtMs >= due.until.getTime()) return endPush(db, due, { nowMs, accepted: false })
      return putPushOff(db, due, nextTryAtMs)
    }
  }
}

/** What the service worker reads: apps/web/src/notifications/reminder.ts. */
function payloadOf({ links }: Pick<PushSending, 'links'>, { user_id, language }: DuePush): string {
  return JSON.stringify({ kind: 'practice_reminder', language, off: links(user_id).oneClick })
}

/** 30, 60, 120 … 900 s, less up to half of it by chance. */
function pauseMs(random: Random, attempts: number): number {
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1))
  return longestMs * (1 - random.bytes(2).readUInt16BE() / 65_536 / 2)
}
