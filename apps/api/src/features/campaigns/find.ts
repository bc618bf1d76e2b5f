import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { selectCampaign } from './queries.ts'
import { campaignParams, campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function find(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'GET',
    url: '/api/studio/campaigns/:id',
    schema: {
      operationId: 'getCampaign',
      tags: ['studio'],
      summary: 'Read a campaign',
      description: 'What it says, to whom, and how far it is.',
      params: campaignParams,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }) => {
      const row = await selectCampaign(db, id)
      if (!row) throw noCampaign()
      return toCampaign(row)
    },
  })
}
