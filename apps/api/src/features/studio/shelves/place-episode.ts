import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { rowId } from '../../../text/row-id.ts'
import { areForMembersAlready } from '../content/answers.ts'
import { doing } from '../content/find-content.ts'
import { isForMembers } from '../content/rights.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noShelf, recordShelf } from './changes.ts'
import { lockEpisodes, numberEpisodes } from './episode-queries.ts'
import { SERIES } from './kinds.ts'
import { mayOrder } from './list-episodes.ts'
import { putBefore } from './put-before.ts'
import { selectShelf } from './queries.ts'
import { placeSchema, schemasOf } from './schemas.ts'

const body = placeSchema
  .extend({ content_id: rowId().meta({ description: 'The id of the item that is put there' }) })
  .meta({ id: 'StudioEpisodePlace', description: 'A place in a series, and what shall stand there' })

const placedSchema = z
  .object({ episode_number: z.int().meta({ description: 'Its place in the series, from 1', example: 2 }) })
  .meta({ id: 'StudioEpisodePlaced', description: 'Where an item of a series stands now' })

export function placeEpisode(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'manage_content', {
    method: 'PUT',
    url: `${SERIES.url}/:id/episodes`,
    schema: {
      operationId: 'placeEpisode',
      tags: ['studio'],
      summary: 'Put an item of a series in its place',
      description:
        'Before another one, or at the end; all of the series are numbered from 1. Who may not manage series orders those of ' +
        'which all items are theirs, and who does not publish either, those that members do not see.',
      params: schemasOf(SERIES).params,
      body,
      response: { 200: placedSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) =>
      parts.db.transaction(async (tx) => {
        const { id: seriesId } = request.params
        const { content_id: id, before } = request.body
        const by = doing(request, member, parts)
        const episodes = await lockEpisodes(tx, seriesId)
        const others = episodes.filter(({ owner_id: owner }) => owner !== member.userId).length
        const forMembers = episodes.filter(isForMembers).length
        if (!mayOrder(member, { others, forMembers }, parts.creatorsPublish)) {
          throw others > 0
            ? new AppError('forbidden', 'Some items of this series are not yours.')
            : areForMembersAlready()
        }
        const ids = episodes.map((episode) => episode.id)
        if (!(await selectShelf(tx, SERIES, seriesId))) throw noShelf(SERIES)
        if (!ids.includes(id)) throw new AppError('not_found', 'There is no such item in this series.')
        const ordered = putBefore(ids, id, before)
        if (!ordered) throw new AppError('edit_conflict', 'The item that it shall stand before is not in this series.')
        await numberEpisodes(tx, ordered, by.nowMs)
        const number = ordered.indexOf(id) + 1
        await recordShelf(tx, by, {
          action: 'series.ordered',
          target: seriesId,
          before: { item: id, place: ids.indexOf(id) + 1 },
          after: { item: id, place: number },
        })
        return { episode_number: number }
      }),
  })
}
