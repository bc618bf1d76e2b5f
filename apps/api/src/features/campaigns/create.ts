import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import type { CampaignParts } from './parts.ts'
import { insertCampaign } from './queries.ts'
import { campaignSchema, draftSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function create(app: App, { guard, db, clock }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns',
    schema: {
      operationId: 'createCampaign',
      tags: ['studio'],
      summary: 'Write a campaign',
      description: 'Keeps a draft. Nobody gets it before it is started.',
      body: draftSchema,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body }) => toCampaign(await insertCampaign(db, body, clock.nowMs())),
  })
}
