import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign, notInState } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { deleteLinks, lockCampaign, setState } from './queries.ts'
import { campaignParams, campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function takeBack(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/:id/take-back',
    schema: {
      operationId: 'takeBackCampaign',
      tags: ['studio'],
      summary: 'Take a campaign back',
      description: 'One that has not begun is a draft again. Told again, it changes nothing.',
      params: campaignParams,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async ({ params: { id } }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state === 'draft') return toCampaign(row)
        if (row.state !== 'scheduled')
          throw notInState('Only a campaign that has not begun can be taken back. Pause it instead.')
        await deleteLinks(tx, id)
        return toCampaign(await setState(tx, id, 'draft'))
      }),
  })
}
