import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { alreadyStarted, noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { deleteCampaign, lockCampaign } from './queries.ts'
import { campaignParams } from './schemas.ts'

export function remove(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'DELETE',
    url: '/api/studio/campaigns/:id',
    schema: {
      operationId: 'deleteCampaign',
      tags: ['studio'],
      summary: 'Delete a draft',
      description: 'Only drafts are deleted: what was sent stays with its figures.',
      params: campaignParams,
      response: { 200: messageSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async ({ params: { id } }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state !== 'draft') throw alreadyStarted()
        await deleteCampaign(tx, id)
        return { success: true as const, message: 'The draft was deleted.' }
      }),
  })
}
