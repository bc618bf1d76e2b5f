import { z } from 'zod'
import type { Member } from '../../../access/member.ts'
import { isPermitted } from '../../../access/permissions.ts'
import type { App } from '../../../http/app.ts'
import { paging } from '../../../http/paging.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { mayEdit, mayPublish, scopeOf } from '../content/rights.ts'
import { statusSchema } from '../content/schemas.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noShelf } from './changes.ts'
import { countEpisodes, type EpisodeCounts, selectEpisodes } from './episode-queries.ts'
import { SERIES } from './kinds.ts'
import { selectShelf } from './queries.ts'
import { schemasOf } from './schemas.ts'

const episodeSchema = z
  .object({
    id: z.guid().describe('The id of the item'),
    title: z.string().meta({ description: 'What it is called', example: 'Night one' }),
    status: statusSchema,
    episode_number: z.int().nullable(),
    may_open: z.boolean().meta({ description: 'Whether the caller may open it in the studio', example: true }),
  })
  .meta({ id: 'StudioEpisode', description: 'An item of a series' })

const pageSchema = z
  .object({
    episodes: z.array(episodeSchema).describe('In their order'),
    may_order: z.boolean().meta({ description: 'Whether the caller may order them', example: true }),
    total: z.int().describe('Episodes on all pages'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'StudioEpisodePage', description: 'One page of the items of a series' })

export function listEpisodes(app: App, { guard, db, creatorsPublish }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: `${SERIES.url}/:id/episodes`,
    schema: {
      operationId: 'listEpisodes',
      tags: ['studio'],
      summary: 'List the items of a series',
      description:
        'In their order; those without a number are the last. Who sees only their own items is told of what members can open, ' +
        'and of their own.',
      params: schemasOf(SERIES).params,
      querystring: z.object({
        ...paging,
      }),
      response: { 200: pageSchema, ...problems(400, 401, 403, 404, 422, 503) },
    },
    handler: async ({ params: { id }, query: { limit, offset } }, member) => {
      if (!(await selectShelf(db, SERIES, id))) throw noShelf(SERIES)
      const asked = { seriesId: id, scope: scopeOf(member) }
      const [rows, counts] = await Promise.all([selectEpisodes(db, asked, { limit, offset }), countEpisodes(db, asked)])
      const episodes = rows.map(({ owner_id: owner, id: episodeId, title, status, episode_number }) => ({
        ...{ id: episodeId, title, status, episode_number },
        may_open: asked.scope === null || asked.scope === owner,
      }))
      return { episodes, may_order: mayOrder(member, counts, creatorsPublish), total: counts.total, limit, offset }
    },
  })
}

/** Who makes items orders series of which all are theirs, and theirs to change: members see the order, too. */
export function mayOrder(
  member: Member,
  { others, forMembers }: Pick<EpisodeCounts, 'others' | 'forMembers'>,
  creatorsPublish: boolean,
): boolean {
  if (isPermitted(member, 'manage_shelves')) return true
  return mayEdit(member) && others === 0 && (forMembers === 0 || mayPublish(member, creatorsPublish))
}
