import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AnalyticsParts } from './parts.ts'

const viewsSchema = z.object({ content_id: z.guid(), views: z.int() }).meta({ id: 'ViewCount' })

export function views(app: App, { findItem, counts }: AnalyticsParts): void {
  const answerFor = (contentId: string) => {
    const item = findItem(contentId)
    return item && { content_id: item.id, views: counts.of(item.id).views }
  }
  publicRoute(app, {
    method: 'GET',
    url: '/api/analytics/views/:content_id',
    schema: {
      operationId: 'getViews',
      tags: ['analytics'],
      summary: 'Get view count',
      description:
        'How often an item was viewed since it is there. What another process counted is told a second later.',
      params: z.object({ content_id: z.guid() }),
      response: { 200: viewsSchema, ...problems(400, 404, 503) },
    },
    cached: ({ params }) => {
      const answer = counts.isFresh() && answerFor((params as { content_id: string }).content_id)
      return answer ? Buffer.from(JSON.stringify(answer)) : undefined
    },
    handler: async ({ params }) => {
      await counts.refresh()
      const answer = answerFor(params.content_id.toLowerCase())
      if (!answer) throw new AppError('not_found', 'Content not found')
      return answer
    },
  })
}
