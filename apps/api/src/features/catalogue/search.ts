import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { toPage } from './answers.ts'
import { matching } from './filters.ts'
import type { CatalogueParts } from './index.ts'
import { searchItems } from './queries.ts'
import { pageSchema, searchQuery } from './schemas.ts'

/** Nobody pages further than this through results in order of relevance. */
const MAX_RESULTS = 200

export function search(app: App, { db, guard, catalogue, pictures, ready }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/search',
    schema: {
      operationId: 'searchContent',
      tags: ['content'],
      summary: 'Search content',
      description:
        'Ranked full text over titles, descriptions, experts and categories; words may be unfinished, and small spelling mistakes are forgiven. The filters of browse apply.',
      querystring: searchQuery,
      response: { 200: pageSchema, ...problems(422, 503) },
    },
    ready: ready.find,
    handler: async (request, viewer, reply) => {
      const { q, limit, offset, ...filters } = request.query
      const ids = await searchItems(db, toPrefixQuery(q), q, MAX_RESULTS)
      const found = ids.flatMap((id) => catalogue.find(id) ?? []).filter(matching(filters))
      return ready.send(request, viewer, reply, toPage(found, { limit, offset }, viewer, { catalogue, pictures }))
    },
  })
}

/** `Ocean sle` becomes `ocean:* & sle:*`: only letters and digits reach the query language. */
function toPrefixQuery(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => `${word.toLowerCase()}:*`).join(' & ')
}
