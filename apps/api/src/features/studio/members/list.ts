import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { ROLES } from '../../../access/member.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { COUNTED, countedFields } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'
import { MEMBER_SORTS, selectMembersPage } from './queries.ts'
import { MEMBER_STATUSES, studioMemberSchema, toMember } from './schemas.ts'

const pageSchema = z
  .object({
    members: z.array(studioMemberSchema).meta({ description: 'In the order that was asked for' }),
    ...countedFields('Members'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'StudioMemberPage', description: 'One page of the members' })

const only = (what: string, example: string) => ({ description: `Only those ${what}`, example })

const querystring = z.object({
  q: boundedText(200)
    .regex(/[\p{L}\p{N}]/u, 'must contain a letter or a digit')
    .optional()
    .meta({ description: 'How words of name or address begin', example: 'ada example.com' }),
  tier: z.enum(TIERS).optional().meta(only('with this subscription', 'premium')),
  role: z.enum(ROLES).optional().meta(only('with this role', 'moderator')),
  status: z.enum(MEMBER_STATUSES).optional().meta(only('with this status', 'suspended')),
  seen_after: z.iso.datetime().optional().meta(only('who were here since then', '2026-05-01T00:00:00.000Z')),
  seen_before: z.iso.datetime().optional().meta(only('who were not here since then', '2026-05-01T00:00:00.000Z')),
  sort: z.enum(MEMBER_SORTS).default('joined').meta({ description: 'By what', example: 'seen' }),
  order: z
    .enum(['asc', 'desc'])
    .default('desc')
    .meta({ description: 'From the least, or from the most', example: 'desc' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(COUNTED).default(0),
})

export function listMembers(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_members', {
    method: 'GET',
    url: '/api/studio/members',
    schema: {
      operationId: 'listStudioMembers',
      tags: ['studio'],
      summary: 'List members',
      description: 'Searched by how words of names and addresses begin. Nothing of what somebody practised is here.',
      querystring,
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { sort, order, limit, offset, ...filters } }) => {
      const { rows, ...counted } = await selectMembersPage(db, filters, { sort, order, limit, offset })
      return { members: rows.map(toMember), ...counted, limit, offset }
    },
  })
}
