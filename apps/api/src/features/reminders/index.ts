import type { App } from '../../http/app.ts'
import { addDevice } from './devices/add.ts'
import { deleteDevice } from './devices/delete.ts'
import { listDevices } from './devices/list.ts'
import { getReminder } from './get.ts'
import { off } from './off.ts'
import type { ReminderParts } from './parts.ts'
import { putReminder } from './put.ts'

/** Reminders of the practice, for those who have chosen them. */
export async function reminders(app: App, parts: ReminderParts): Promise<void> {
  getReminder(app, parts)
  putReminder(app, parts)
  listDevices(app, parts)
  addDevice(app, parts)
  deleteDevice(app, parts)
  await off(app, parts)
}
