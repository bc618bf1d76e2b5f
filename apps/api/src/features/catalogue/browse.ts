import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { toPage } from './answers.ts'
import { matching } from './filters.ts'
import type { CatalogueParts } from './index.ts'
import type { Item } from './item.ts'
import { browseQuery, pageSchema, type SORTS } from './schemas.ts'

export function browse(app: App, { guard, catalogue, pictures, ready }: CatalogueParts): void {
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
    ready: ready.find,
    handler: async (request, viewer, reply) => {
      const { limit, offset, sort, ...filters } = request.query
      const chosen = inOrder(catalogue.newestFirst().filter(matching(filters)), sort)
      return ready.send(request, viewer, reply, toPage(chosen, { limit, offset }, viewer, { catalogue, pictures }))
    },
  })
}

/** `items` come newest first, and sorting is stable: among equals the newest stays first. */
function inOrder(items: Item[], sort: (typeof SORTS)[number]): Item[] {
  switch (sort) {
    case 'newest':
      return items
    case 'oldest':
      return items.reverse()
    case 'title':
      return items.sort((a, b) => a.title.localeCompare(b.title, 'en'))
    case 'duration':
      return items.sort((a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0))
    case 'featured':
      return items.sort((a, b) => Number(b.featured) - Number(a.featured))
  }
}
