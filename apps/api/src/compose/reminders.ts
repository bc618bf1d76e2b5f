import type { ApiSettings, WorkerSettings } from '@better-and-bliss/settings'
import type { Pool } from '../db/database.ts'
import type { PushSending } from '../features/reminders/devices/send-pushes.ts'
import { offLinks } from '../features/reminders/links.ts'
import type { ReminderParts } from '../features/reminders/parts.ts'
import { isWanted } from '../features/reminders/queries.ts'
import type { ReminderSending } from '../features/reminders/send-due.ts'
import { reminderTokens } from '../features/reminders/tokens.ts'
import type { SendParts } from '../mail/send-due.ts'
import { sendBulkLaterBy } from '../mail/send-later.ts'
import type { Logger } from '../ports/logger.ts'
import type { RootKeys } from '../sealing.ts'
import { systemClock as clock, systemRandom as random } from './machine.ts'
import { choosePush } from './push.ts'

interface Parts extends Omit<ReminderParts, 'tokens' | 'frontendUrl' | 'push'> {
  rootKeys: RootKeys
}

export async function composeReminders(settings: ApiSettings, { rootKeys, ...parts }: Parts): Promise<ReminderParts> {
  const { frontendUrl } = settings
  return { ...parts, frontendUrl, tokens: reminderTokens(rootKeys), push: await choosePush(settings) }
}

/** What the worker sends reminders by. */
export function composeReminderSending(
  { frontendUrl, backendUrl }: WorkerSettings,
  { db, rootKeys }: { db: Pool; rootKeys: RootKeys },
): ReminderSending {
  return {
    db,
    clock,
    sendBulkLater: sendBulkLaterBy({ rootKeys, clock, random }),
    links: offLinks({ tokens: reminderTokens(rootKeys), frontendUrl, backendUrl }),
  }
}

/** What the worker pushes reminders by; null where they come by mail alone. */
export async function composePushSending(
  settings: WorkerSettings,
  { db, rootKeys, log }: { db: Pool; rootKeys: RootKeys; log: Logger },
): Promise<PushSending | null> {
  const push = await choosePush(settings)
  const { links } = composeReminderSending(settings, { db, rootKeys })
  return push && { db, clock, random, log, push, links }
}

/** What the worker asks before it sends one that was queued. */
export function composeWantsReminder(db: Pool): SendParts['wantsReminder'] {
  return ({ memberId: userId }, email) => isWanted(db, { userId, email })
}
