import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { alreadyStarted, editConflict, noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { lockCampaign, updateDraft } from './queries.ts'
import { campaignParams, campaignSchema, savedDraftSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function save(app: App, { guard, db, clock }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'PUT',
    url: '/api/studio/campaigns/:id',
    schema: {
      operationId: 'saveCampaign',
      tags: ['studio'],
      summary: 'Change a campaign',
      description:
        'Takes the place of what was written before. Only drafts are changed; where somebody has written meanwhile, nothing is (`edit_conflict`).',
      params: campaignParams,
      body: savedDraftSchema,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id }, body: { updated_at, ...draft } }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state !== 'draft') throw alreadyStarted()
        if (row.updated_at.getTime() !== Date.parse(updated_at)) throw editConflict()
        return toCampaign(await updateDraft(tx, id, draft, Math.max(clock.nowMs(), row.updated_at.getTime() + 1)))
      }),
  })
}
