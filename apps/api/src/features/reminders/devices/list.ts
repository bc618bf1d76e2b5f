import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { ReminderParts } from '../parts.ts'
import { selectDevices } from './queries.ts'
import { devicesSchema, toDevice } from './schemas.ts'

export function listDevices(app: App, { db, guard, push }: ReminderParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/reminders/devices',
    schema: {
      operationId: 'listReminderDevices',
      tags: ['reminders'],
      summary: 'Which devices are reminded',
      response: { 200: devicesSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, { userId }) => ({
      public_key: push?.publicKey ?? null,
      devices: (await selectDevices(db, userId)).map(toDevice),
    }),
  })
}
