import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { toExpert } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { expertSchema } from './schemas.ts'

export function experts(app: App, { catalogue, pictures, responses }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/experts',
    schema: {
      operationId: 'listExperts',
      tags: ['content'],
      summary: 'List featured experts',
      response: { 200: z.object({ experts: z.array(expertSchema) }).meta({ id: 'Experts' }), ...problems(503) },
    },
    cached: (request) => responses.find(request, null),
    handler: async (request, reply) => {
      const featured = catalogue.experts().filter((expert) => expert.featured)
      const experts = featured.map((expert) => toExpert(expert, { catalogue, pictures }))
      return responses.send(request, null, reply, JSON.stringify({ experts }))
    },
  })
}
