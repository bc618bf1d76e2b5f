import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign, notInState } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { lockCampaign, setState } from './queries.ts'
import { campaignParams, campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function resume(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/:id/resume',
    schema: {
      operationId: 'resumeCampaign',
      tags: ['studio'],
      summary: 'Go on with a campaign',
      description: 'It goes on after the last mail that left. Told again, it changes nothing.',
      params: campaignParams,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async ({ params: { id } }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state === 'sending') return toCampaign(row)
        if (row.state !== 'paused') throw notInState('Only a campaign that was paused can go on.')
        return toCampaign(await setState(tx, id, 'sending'))
      }),
  })
}
