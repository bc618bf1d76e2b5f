import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { toPage } from './page.ts'
import type { CatalogueParts } from './parts.ts'
import { pageSchema, searchQuery } from './schemas.ts'

export function search(app: App, { guard, catalogue, cards, responses }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/search',
    schema: {
      operationId: 'searchContent',
      tags: ['content'],
      summary: 'Search content',
      description:
        'Ranked full text over titles, descriptions, experts and categories. All words must be there, in any order; they may be unfinished, and small spelling mistakes are forgiven. If nothing has all words, what has some answers. There are 200 results at most. The filters of browse apply.',
      querystring: searchQuery,
      response: { 200: pageSchema, ...problems(422, 503) },
    },
    cached: responses.find,
    handler: async (request, viewer, reply) => {
      const { q, limit, offset, ...filters } = request.query
      const found = catalogue.search(q, filters, { limit, offset })
      return responses.send(request, viewer, reply, toPage(found, { limit, offset }, viewer, { catalogue, cards }))
    },
  })
}
