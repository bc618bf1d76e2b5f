import type { App } from '../../http/app.ts'
import { getReminder } from './get.ts'
import { off } from './off.ts'
import type { ReminderParts } from './parts.ts'
import { putReminder } from './put.ts'

/** Reminders of the practice, for those who have chosen them. */
export async function reminders(app: App, parts: ReminderParts): Promise<void> {
  getReminder(app, parts)
  putReminder(app, parts)
  await off(app, parts)
}
