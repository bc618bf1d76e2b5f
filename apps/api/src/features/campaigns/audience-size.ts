import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { audienceSchema } from './audience.ts'
import type { CampaignParts } from './parts.ts'
import { countAudience } from './queries.ts'

const sizeSchema = z
  .object({ subscribers: z.int().meta({ description: 'How many would get it now', example: 1204 }) })
  .meta({ id: 'AudienceSize', description: 'How large an audience is' })

export function audienceSize(app: App, { guard, db, clock }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/audience',
    schema: {
      operationId: 'countAudience',
      tags: ['studio'],
      summary: 'Count an audience',
      description: 'How many subscribers a campaign would reach if it were sent now.',
      body: audienceSchema,
      response: { 200: sizeSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body }) => ({ subscribers: await countAudience(db, body, clock.nowMs()) }),
  })
}
