import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { toDetail } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { detailSchema } from './schemas.ts'

export function detail(app: App, { guard, catalogue, pictures, responses }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/detail/:content_id',
    schema: {
      operationId: 'getContent',
      tags: ['content'],
      summary: 'Get content details',
      params: z.object({ content_id: z.guid() }),
      response: { 200: detailSchema, ...problems(400, 404, 503) },
    },
    cached: responses.find,
    handler: async (request, viewer, reply) => {
      const item = catalogue.find(request.params.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      return responses.send(request, viewer, reply, JSON.stringify(toDetail(item, viewer, pictures)))
    },
  })
}
