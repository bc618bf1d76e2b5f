import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { noCampaign } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { selectCampaign, selectFigures, selectLinks } from './queries.ts'
import { campaignParams, STATES } from './schemas.ts'

const count = (description: string, example = 0) => z.int().meta({ description, example })
const pastSchema = z.record(z.string(), z.int())

const reportSchema = z
  .object({
    state: z.enum(STATES).describe('How far the campaign is'),
    queued: count('Mails that wait for their turn, or for another try'),
    sent: count('Mails that the server of their mailbox, or the provider, took', 1198),
    failed: count('Mails that were refused for good', 3),
    uncertain: count(
      'Mails that a worker was sending when it was killed: they may have arrived, and are sent again only when somebody asks for it',
    ),
    dropped: count('Mails whose readers left the newsletter before their turn came'),
    bounced: count('Subscriptions that ended because a mail of it came back', 2),
    complained: count('Subscriptions that ended because somebody called a mail of it spam', 1),
    unsubscribed: count('Subscriptions that were ended by a link in it', 4),
    links: z
      .array(
        z.object({
          url: z.string().meta({ description: 'Where it leads', example: 'https://example.org/begin' }),
          clicks: count('How often it was followed, by people or by programs that scan mails', 87),
        }),
      )
      .nullable()
      .meta({
        description: 'Most clicks first; null where clicks are not counted',
        example: [{ url: 'https://example.org/begin', clicks: 87 }],
      }),
  })
  .meta({ id: 'CampaignReport', description: 'What became of the mails of a campaign' })

export function report(app: App, { guard, db }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'GET',
    url: '/api/studio/campaigns/:id/report',
    schema: {
      operationId: 'getCampaignReport',
      tags: ['studio'],
      summary: 'Report on a campaign',
      description: 'Each of its mails is in one of the first five figures. Who opens a mail is not tracked.',
      params: campaignParams,
      response: { 200: reportSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }) => {
      const row = await selectCampaign(db, id)
      if (!row) throw noCampaign()
      const [figures, links] = await Promise.all([selectFigures(db, id), selectLinks(db, id)])
      const past = pastSchema.parse(row.past_deliveries)
      const of = (what: string) => (figures.find((figure) => figure.what === what)?.count ?? 0) + (past[what] ?? 0)
      return {
        state: row.state,
        queued: of('queued'),
        sent: of('sent'),
        failed: of('failed'),
        uncertain: of('uncertain'),
        dropped: of('dropped'),
        bounced: of('bounced'),
        complained: of('complained'),
        unsubscribed: of('unsubscribed'),
        links: row.counts_clicks ? links : null,
      }
    },
  })
}
