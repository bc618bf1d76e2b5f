import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { toPage } from './page.ts'
import type { CatalogueParts } from './parts.ts'
import { browseQuery, pageSchema } from './schemas.ts'

export function browse(app: App, { guard, catalogue, cards, responses }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/browse',
    schema: {
      operationId: 'browseContent',
      tags: ['content'],
      summary: 'Browse content',
      description:
        'All published items, those above the tier of the viewer marked as locked. Locked or not, an item never carries media addresses.',
      querystring: browseQuery,
      response: { 200: pageSchema, ...problems(422, 503) },
    },
    cached: responses.find,
    handler: async (request, viewer, reply) => {
      const { limit, offset, sort, ...filters } = request.query
      const chosen = catalogue.browse(filters, sort, { limit, offset })
      return responses.send(request, viewer, reply, toPage(chosen, { limit, offset }, viewer, { catalogue, cards }))
    },
  })
}
