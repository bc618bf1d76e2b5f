import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { lockCampaign, requeueDeliveries, selectInDoubt } from './queries.ts'
import { campaignParams } from './schemas.ts'
import { mailOf } from './sending/mail-of.ts'

const MOST_AT_ONCE = 1_000

const sentAgainSchema = z
  .object({ queued: z.int().meta({ description: 'How many are sent again', example: 3 }) })
  .meta({ id: 'SentAgain', description: 'What is sent again of a campaign' })

export function sendAgain(app: App, parts: CampaignParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/:id/send-again',
    schema: {
      operationId: 'sendCampaignAgain',
      tags: ['studio'],
      summary: 'Send again what is in doubt',
      description:
        'The mails that the report calls `uncertain`, to those who are subscribed still. They have the same Message-ID as the ' +
        'first time; who got one may get it twice. Told again, it sends nothing more.',
      params: campaignParams,
      response: { 200: sentAgainSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async ({ params: { id } }) =>
      db.transaction(async (tx) => {
        if (!(await lockCampaign(tx, id))) throw noCampaign()
        const readers = await selectInDoubt(tx, id, MOST_AT_ONCE)
        await requeueDeliveries(tx, await parts.sendAgain(tx, readers.map(mailOf(id))))
        return { queued: readers.length }
      }),
  })
}
