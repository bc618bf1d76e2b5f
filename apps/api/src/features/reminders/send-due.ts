import type { Pool } from '../../db/database.ts'
import type { SendBulkLater } from '../../mail/send-later.ts'
import type { Clock } from '../../ports/clock.ts'
import { queuePushes } from './devices/queries.ts'
import type { offLinks } from './links.ts'
import { type DueReminder, lockDue, moveOn } from './queries.ts'

export const SEND_REMINDERS_EVERY_MS = 20_000
const MOST_AT_ONCE = 200
/** Later than that it is another part of the day: where no worker was there, none comes. */
const OF_USE_MS = 2 * 3_600_000

export interface ReminderSending {
  db: Pick<Pool, 'transaction'>
  clock: Clock
  sendBulkLater: SendBulkLater
  links: ReturnType<typeof offLinks>
}

/**
 * The worker's round: reminds those whose time has come and who have not practised yet. Mail, what is pushed and next time
 * are stored in one transaction, so that a worker that is killed sends none twice; many may do it at once.
 */
export async function sendReminders(parts: ReminderSending): Promise<void> {
  let due: number
  do due = await sendSome(parts)
  while (due === MOST_AT_ONCE)
}

/** @returns how many were due. */
function sendSome({ db, clock, sendBulkLater, links }: ReminderSending): Promise<number> {
  return db.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    const due = await lockDue(tx, { nowMs, limit: MOST_AT_ONCE })
    if (due.length === 0) return 0
    const sent = due.filter((one) => !one.is_needless && nowMs < untilMsOf(one) && (one.by_mail || one.by_push))
    await sendBulkLater(
      tx,
      sent
        .filter((one) => one.by_mail)
        .map((one) => ({
          to: one.email,
          cause: `reminder:${one.user_id}:${one.due_on}`,
          mail: { kind: 'practice_reminder', memberId: one.user_id, ...links(one.user_id), untilMs: untilMsOf(one) },
        })),
    )
    const pushed = sent.filter((one) => one.by_push).map((one) => ({ userId: one.user_id, untilMs: untilMsOf(one) }))
    await queuePushes(tx, { pushed, nowMs })
    const ids = (rows: readonly DueReminder[]) => rows.map(({ user_id }) => user_id)
    await moveOn(tx, { userIds: ids(due), sent: ids(sent), nowMs })
    return due.length
  })
}

function untilMsOf({ due_at }: DueReminder): number {
  return due_at.getTime() + OF_USE_MS
}
