import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { sendJson } from '../../http/cached-responses.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AnalyticsParts } from './parts.ts'

export function contentMetadata(app: App, { counts, cards }: AnalyticsParts): void {
  const metadataSchema = cards.schema.extend({ content_id: z.guid(), views: z.int() })
  const answerFor = (contentId: string) => {
    const card = cards.textOf(contentId)
    return card && withFields(card, { content_id: contentId, views: counts.of(contentId).views })
  }
  publicRoute(app, {
    method: 'GET',
    url: '/api/analytics/content/:content_id/metadata',
    schema: {
      operationId: 'getContentMetadata',
      tags: ['analytics'],
      summary: 'Get content metadata',
      description: 'An item as somebody who is not signed in sees it in lists, with how often it was viewed.',
      params: z.object({ content_id: z.guid() }),
      response: {
        200: metadataSchema.meta({ id: 'ContentMetadata', example: undefined }),
        ...problems(400, 404, 503),
      },
    },
    cached: ({ params }) => {
      const answer = counts.isFresh() && answerFor((params as { content_id: string }).content_id)
      return answer ? Buffer.from(answer) : undefined
    },
    handler: async ({ params }, reply) => {
      await counts.refresh()
      const answer = answerFor(params.content_id.toLowerCase())
      if (!answer) throw new AppError('not_found', 'Content not found')
      return sendJson(reply, answer)
    },
  })
}

/** JSON text of an object, with more fields. */
export function withFields(text: string, fields: object): string {
  return `${text.slice(0, -1)},${JSON.stringify(fields).slice(1)}`
}
