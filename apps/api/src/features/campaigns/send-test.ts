import { randomUUID } from 'node:crypto'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign } from './answers.ts'
import { letterOfDraft } from './content/letter.ts'
import { languageOfWriter } from './language-of-writer.ts'
import type { CampaignParts } from './parts.ts'
import { selectCampaign } from './queries.ts'
import { campaignParams } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

export function sendTest(app: App, { guard, db, sendLater, frontendUrl }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/:id/test',
    schema: {
      operationId: 'testCampaign',
      tags: ['studio'],
      summary: 'Mail a campaign to yourself',
      description: 'As it is saved now, to the address of whoever asks, and to nobody else.',
      params: campaignParams,
      response: { 200: messageSchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const row = await selectCampaign(db, request.params.id)
      if (!row) throw noCampaign()
      const letter = await letterOfDraft(db, toCampaign(row), {
        frontendUrl,
        language: languageOfWriter(member, request),
      })
      await sendLater(db, {
        to: member.email,
        cause: `campaign-test:${randomUUID()}`,
        mail: { kind: 'campaign_test', letter },
      })
      return { success: true as const, message: `A test is on its way to ${member.email}.` }
    },
  })
}
