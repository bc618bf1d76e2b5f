import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { sharedParams } from './get-shared.ts'
import type { CatalogueParts } from './parts.ts'
import { findShared } from './shared.ts'

export function getCover(app: App, { catalogue, pictures }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/covers/:kind/:id',
    schema: {
      operationId: 'getCover',
      tags: ['content'],
      summary: 'The picture of a link',
      description:
        'Leads to the picture of what everybody may see. Its own address stays and needs no signature; the one that it leads to is signed and ends.',
      params: sharedParams,
      response: { 302: z.null(), ...problems(400, 404, 503) },
    },
    handler: async (request, reply) => {
      const picture = findShared(catalogue, request.params.kind, request.params.id.toLowerCase())?.picture
      const url = picture && ('url' in picture ? picture.url : pictures.url({ id: picture.ownerId }, picture.key))
      if (!url) throw new AppError('not_found', 'There is no picture to share here.')
      return reply.redirect(url)
    },
  })
}
