import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { LINK_PATH } from './content/links.ts'
import type { CampaignParts } from './parts.ts'
import { followLink } from './queries.ts'

export function follow(app: App, { db }: CampaignParts): void {
  publicRoute(app, {
    method: 'GET',
    url: `${LINK_PATH}/:id`,
    schema: {
      operationId: 'followCampaignLink',
      tags: ['newsletter'],
      summary: 'Follow a link of a campaign',
      description:
        'Counts that it was followed, and leads on. Nobody is recognised by it: the link is the same in every mail.',
      params: z.object({ id: z.guid().meta({ description: 'The id of the link' }) }),
      response: { 302: z.null(), ...problems(400, 404, 503) },
    },
    handler: async ({ params: { id } }, reply) => {
      const url = await followLink(db, id)
      if (url === undefined) throw new AppError('not_found', 'This link leads nowhere any more.')
      return reply.header('cache-control', 'no-store').redirect(url, 302)
    },
  })
}
