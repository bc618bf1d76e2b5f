import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

export function keepMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'POST',
    url: '/api/studio/members/:id/keep',
    schema: {
      operationId: 'keepMember',
      tags: ['studio'],
      summary: 'Keep a member who was to be deleted',
      description: 'Says the same of one whom nobody asked to delete.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.keep(id, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
