import { z } from 'zod'
import { TASKS } from '../../../access/member.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

const body = z
  .object({
    task: z.enum(TASKS).nullable().meta({
      description: 'The role that it is; null for none, so that the subscription says the role',
      example: 'moderator',
    }),
  })
  .meta({ id: 'MemberRoleChange', description: 'The task that a member shall have' })

export function setMemberRole(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'PUT',
    url: '/api/studio/members/:id/role',
    stepUp: true,
    schema: {
      operationId: 'setMemberRole',
      tags: ['studio'],
      summary: 'Give a member a task in the house, or take it away',
      description: 'It takes effect at once. The last administrator stays one: 409 `last_admin`.',
      params: memberParams,
      body,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.setTask(id, request.body.task, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
