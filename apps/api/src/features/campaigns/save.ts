import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { alreadyStarted, noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { lockCampaign, updateDraft } from './queries.ts'
import { campaignParams, campaignSchema, draftSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function save(app: App, { guard, db, clock }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'PUT',
    url: '/api/studio/campaigns/:id',
    schema: {
      operationId: 'saveCampaign',
      tags: ['studio'],
      summary: 'Change a campaign',
      description: 'Takes the place of what was written before. Only drafts are changed.',
      params: campaignParams,
      body: draftSchema,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id }, body }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state !== 'draft') throw alreadyStarted()
        return toCampaign(await updateDraft(tx, id, body, clock.nowMs()))
      }),
  })
}
