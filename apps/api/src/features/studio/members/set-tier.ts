import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { byOf, unknownMember } from './acts.ts'
import { oneMemberSchema, shownMember } from './get.ts'
import { memberParams } from './schemas.ts'

const body = z
  .object({ tier: z.enum(TIERS) })
  .meta({ id: 'MemberTierChange', description: 'The subscription that a member shall have' })

export function setMemberTier(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_members', {
    method: 'PUT',
    url: '/api/studio/members/:id/tier',
    schema: {
      operationId: 'setMemberTier',
      tags: ['studio'],
      summary: 'Give a member another subscription',
      description: 'It takes effect at once. Whoever has no task in the house gets the role that goes with it.',
      params: memberParams,
      body,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const by = byOf(request, member)
      if (!(await parts.memberActs.setTier(id, request.body.tier, by))) throw unknownMember()
      return shownMember(parts, id, member)
    },
  })
}
