import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { CatalogueParts } from './index.ts'
import { expertSchema } from './schemas.ts'

export function experts(app: App, { catalogue, ready }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/experts',
    schema: {
      operationId: 'listExperts',
      tags: ['content'],
      summary: 'List featured experts',
      response: { 200: z.object({ experts: z.array(expertSchema) }).meta({ id: 'Experts' }), ...problems(503) },
    },
    ready: (request) => ready.find(request, null),
    handler: async (request, reply) => {
      const counts = Map.groupBy(catalogue.newestFirst(), ({ expert }) => expert?.id)
      const featured = catalogue.experts().filter((expert) => expert.featured)
      return ready.send(request, null, reply, {
        experts: featured.map(({ id, name, slug, title, bio, avatarUrl }) => ({
          id,
          name,
          slug,
          title,
          bio,
          avatar_url: avatarUrl,
          content_count: counts.get(id)?.length ?? 0,
        })),
      })
    },
  })
}
