import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { humanText } from '../../../text/human-text.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { decidingAs } from './rights.ts'
import { memberParams } from './schemas.ts'

const body = z
  .object({
    reason: humanText({ maxLength: 300 }).meta({
      description: 'Why, as the member is told',
      example: 'Your password was sold',
    }),
  })
  .meta({ id: 'Suspension', description: 'Why a member is suspended' })

export function suspendMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'suspend_members', {
    method: 'POST',
    url: '/api/studio/members/:id/suspend',
    stepUp: true,
    schema: {
      operationId: 'suspendMember',
      tags: ['studio'],
      summary: 'Suspend a member',
      description:
        'Nothing opens for them from now on: streams and sockets end within seconds. They are told why, by mail and when they sign in. ' +
        'Only who manages members suspends somebody who works in the studio; the last administrator stays: 409 `last_admin`.',
      params: memberParams,
      body,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.suspend(id, request.body.reason, by, decidingAs(member)))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
