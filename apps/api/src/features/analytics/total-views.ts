import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AnalyticsParts } from './parts.ts'

export function totalViews(app: App, { counts }: AnalyticsParts): void {
  const answer = () => ({ total_views: counts.totalViews() })
  publicRoute(app, {
    method: 'GET',
    url: '/api/analytics/total-views',
    schema: {
      operationId: 'getTotalViews',
      tags: ['analytics'],
      summary: 'Get total platform views',
      description:
        'How often all items that there are were viewed. What another process counted is told a second later.',
      response: {
        200: z.object({ total_views: z.int().describe('Of all items') }).meta({ id: 'TotalViews' }),
        ...problems(503),
      },
    },
    cached: () => (counts.isFresh() ? Buffer.from(JSON.stringify(answer())) : undefined),
    handler: async () => {
      await counts.refresh()
      return answer()
    },
  })
}
