import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { ReminderParts } from './parts.ts'
import { selectReminder } from './queries.ts'
import { reminderSchema, toReminder } from './schemas.ts'

export function getReminder(app: App, { db, guard }: ReminderParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/reminders',
    schema: {
      operationId: 'getReminder',
      tags: ['reminders'],
      summary: 'When the member is reminded',
      description: 'Of whoever has chosen nothing: switched off.',
      response: { 200: reminderSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, { userId }) => toReminder(await selectReminder(db, userId)),
  })
}
