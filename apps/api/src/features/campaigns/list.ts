import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { paging } from '../../http/paging.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import type { CampaignParts } from './parts.ts'
import { countCampaigns, selectCampaigns } from './queries.ts'
import { campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

const pageSchema = z
  .object({
    campaigns: z.array(campaignSchema).describe('Newest first'),
    total: z.int().describe('Campaigns on all pages'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'CampaignPage', description: 'One page of the campaigns' })

export function list(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'GET',
    url: '/api/studio/campaigns',
    schema: {
      operationId: 'listCampaigns',
      tags: ['studio'],
      summary: 'List campaigns',
      description: 'Newest first.',
      querystring: z.object({
        ...paging,
      }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query }) => {
      const [rows, total] = await Promise.all([selectCampaigns(db, query), countCampaigns(db)])
      return { campaigns: rows.map(toCampaign), total, ...query }
    },
  })
}
