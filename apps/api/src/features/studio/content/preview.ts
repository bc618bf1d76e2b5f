import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noContent } from './answers.ts'
import { selectContent } from './content-queries.ts'
import { scopeOf } from './rights.ts'
import { contentParams } from './schemas.ts'

export function preview(app: App, { guard, db, previews }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/content/:id/preview',
    schema: {
      operationId: 'previewContent',
      tags: ['studio'],
      summary: 'See an item as members will',
      description: 'What its page would show to a member with this subscription, whatever its status.',
      params: contentParams,
      querystring: z.object({
        tier: z.enum(TIERS).default('free').meta({ description: 'The subscription of that member', example: 'free' }),
      }),
      response: { 200: previews.schema, ...problems(400, 401, 403, 404, 422, 503) },
    },
    handler: async ({ params: { id }, query: { tier } }, member) => {
      const found = (await selectContent(db, id, scopeOf(member))) && (await previews.of(id, tier))
      if (!found) throw noContent()
      return found
    },
  })
}
