import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { ReminderParts } from './parts.ts'
import { upsertReminder } from './queries.ts'
import { reminderBody, reminderSchema, toReminder } from './schemas.ts'

export function putReminder(app: App, { db, guard, clock }: ReminderParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/reminders',
    schema: {
      operationId: 'putReminder',
      tags: ['reminders'],
      summary: 'Choose when and how to be reminded',
      description:
        'By mail, on devices, or both ways; once a day at the most, and not on a day on which the member has practised before ' +
        'that time. Its time is that of the clock on their wall, in summer and in winter.',
      body: reminderBody,
      response: { 200: reminderSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body }, { userId }) => {
      const { on: isOn, days, time, time_zone: timeZone } = body
      const sorted = days.toSorted((a, b) => a - b)
      const ways = { byMail: body.by_mail, byPush: body.by_push, quietHours: body.quiet_hours }
      const choice = { userId, isOn, days: sorted, time, timeZone, ...ways, nowMs: clock.nowMs() }
      return toReminder(await upsertReminder(db, choice))
    },
  })
}
