import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { userAgentOf } from '../../../http/user-agent.ts'
import type { ReminderParts } from '../parts.ts'
import { deleteDevicesBeyond, lockSubscriber, upsertDevice } from './queries.ts'
import { deviceBody, deviceSchema, toDevice } from './schemas.ts'

const MOST_DEVICES = 10

export function addDevice(app: App, { db, guard, clock, random, push }: ReminderParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/reminders/devices',
    schema: {
      operationId: 'addReminderDevice',
      tags: ['reminders'],
      summary: 'Let this device be reminded',
      description:
        `By Web Push (RFC 8030). Told again, it is the same device. It goes when its sign-in is ended; of more than ${MOST_DEVICES} the ` +
        'oldest goes. Whether reminders come on devices at all, `by_push` of PUT /api/reminders says.',
      body: deviceBody,
      response: { 200: deviceSchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, { userId, signInId }) => {
      if (!push) throw new AppError('not_found', 'Reminders come by mail alone here.')
      const { endpoint, keys } = request.body
      if (!push.takes(endpoint)) {
        const msg = 'must be the address of a push service: https://, and of a browser that is known'
        throw new AppError('invalid_request', `endpoint ${msg}`, { fields: [{ loc: ['body', 'endpoint'], msg }] })
      }
      const id = random.uuid()
      const userAgent = userAgentOf(request)
      const row = await db.transaction(async (tx) => {
        if (!(await lockSubscriber(tx, { userId, signInId })))
          throw new AppError('unauthenticated', 'Not authenticated')
        const added = await upsertDevice(tx, { id, userId, signInId, endpoint, keys, userAgent, nowMs: clock.nowMs() })
        await deleteDevicesBeyond(tx, { userId, most: MOST_DEVICES })
        return added
      })
      return toDevice(row)
    },
  })
}
