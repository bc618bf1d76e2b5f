import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

export function exportMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'POST',
    url: '/api/studio/members/:id/export',
    stepUp: true,
    schema: {
      operationId: 'exportMember',
      tags: ['studio'],
      summary: 'Make a copy of what is kept of a member, for them',
      description:
        'As when they ask for it themselves: a mail tells them when it is ready, and they alone fetch it, signed in. Nobody else sees ' +
        'what is in it.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 413, 415, 429, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.requestExport(id, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
