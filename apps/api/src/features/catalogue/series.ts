import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { chosenPicture } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { seriesSchema } from './schemas.ts'

export function series(app: App, { catalogue, pictures, responses }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/series/:id',
    schema: {
      operationId: 'getSeries',
      tags: ['content'],
      summary: 'Get a series',
      description: 'Its episodes are found by browsing with `series`, in their order with `sort=episode`.',
      params: z.object({ id: z.guid() }),
      response: { 200: seriesSchema, ...problems(400, 404, 503) },
    },
    cached: (request) => responses.find(request, null),
    handler: async (request, reply) => {
      const found = catalogue.shelves().series.get(request.params.id.toLowerCase())
      if (!found) throw new AppError('not_found', 'There is no such series.')
      const { id, title: name, slug, description } = found
      const picture_url = chosenPicture(found.pictureId, pictures)
      const answer = { id, name, slug, description, picture_url, episode_count: catalogue.count('series', id) }
      return responses.send(request, null, reply, JSON.stringify(answer))
    },
  })
}
