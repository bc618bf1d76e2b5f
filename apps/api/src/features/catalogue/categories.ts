import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { chosenPicture } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { categorySchema } from './schemas.ts'

export function categories(app: App, { catalogue, pictures, responses }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/categories',
    schema: {
      operationId: 'listCategories',
      tags: ['content'],
      summary: 'List all categories',
      response: { 200: z.object({ categories: z.array(categorySchema) }).meta({ id: 'Categories' }), ...problems(503) },
    },
    cached: (request) => responses.find(request, null),
    handler: async (request, reply) => {
      const categories = catalogue.categories().map(({ id, name, slug, description, pictureId }) => ({
        ...{ id, name, slug, description },
        picture_url: chosenPicture(pictureId, pictures),
        content_count: catalogue.count('category', id),
      }))
      return responses.send(request, null, reply, JSON.stringify({ categories }))
    },
  })
}
