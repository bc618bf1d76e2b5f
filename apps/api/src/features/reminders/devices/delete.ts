import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { ReminderParts } from '../parts.ts'
import { deleteOwnDevice } from './queries.ts'
import { EXAMPLE_ID } from './schemas.ts'

export function deleteDevice(app: App, { db, guard }: ReminderParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/reminders/devices/:id',
    schema: {
      operationId: 'deleteReminderDevice',
      tags: ['reminders'],
      summary: 'Let a device be reminded no more',
      description: 'After the last one, reminders come by mail alone, or none comes where they came on devices only.',
      params: z.object({ id: z.guid().meta({ description: 'Of the device', example: EXAMPLE_ID }) }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async ({ params: { id } }, { userId }, reply) => {
      if (!(await deleteOwnDevice(db, { id, userId }))) throw new AppError('not_found', 'Device not found')
      reply.code(204)
    },
  })
}
