import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

export function signMemberOut(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'POST',
    url: '/api/studio/members/:id/sign-out',
    stepUp: true,
    schema: {
      operationId: 'signMemberOut',
      tags: ['studio'],
      summary: 'Sign a member out everywhere',
      description: 'Tokens, streams and sockets of all their devices end within 5 s.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.signOut(id, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
