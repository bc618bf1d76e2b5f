import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { decidingAs } from './rights.ts'
import { memberParams } from './schemas.ts'

export function reinstateMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'suspend_members', {
    method: 'POST',
    url: '/api/studio/members/:id/reinstate',
    schema: {
      operationId: 'reinstateMember',
      tags: ['studio'],
      summary: 'End the suspension of a member',
      description:
        'Everything opens again as before; they are told by mail. Their devices have to sign in again where these were signed out.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.reinstate(id, by, decidingAs(member)))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
