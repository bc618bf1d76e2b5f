import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

export function deleteMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'DELETE',
    url: '/api/studio/members/:id',
    stepUp: true,
    schema: {
      operationId: 'deleteMember',
      tags: ['studio'],
      summary: 'Delete a member, on their request',
      description:
        'As when they ask for it themselves: they are signed out and told by mail, may keep the account for seven days, and then all that is ' +
        'kept of them is deleted. The last administrator stays: 409 `last_admin`.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.requestDeletion(id, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
