import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { htmlOfMarkdown } from '../../text/markdown.ts'
import { toExpert } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { expertDetailSchema } from './schemas.ts'

export function expert(app: App, { catalogue, pictures, responses }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/experts/:id',
    schema: {
      operationId: 'getExpert',
      tags: ['content'],
      summary: 'Get an expert',
      description: 'Featured or not. What they made is found by browsing with `expert`.',
      params: z.object({ id: z.guid() }),
      response: { 200: expertDetailSchema, ...problems(400, 404, 503) },
    },
    cached: (request) => responses.find(request, null),
    handler: async (request, reply) => {
      const id = request.params.id.toLowerCase()
      const expert = catalogue.experts().find((one) => one.id === id)
      if (!expert) throw new AppError('not_found', 'There is no such expert.')
      const { markdown } = expert
      const detail = { ...toExpert(expert, { catalogue, pictures }), bio_html: markdown && htmlOfMarkdown(markdown) }
      return responses.send(request, null, reply, JSON.stringify(detail))
    },
  })
}
