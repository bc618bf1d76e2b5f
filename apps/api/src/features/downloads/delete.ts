import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { DownloadParts } from './parts.ts'
import { deleteOwnDownload } from './queries.ts'
import { EXAMPLE_ID } from './schemas.ts'

export function deleteDownload(app: App, { db, guard }: DownloadParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/downloads/:id',
    schema: {
      operationId: 'deleteDownload',
      tags: ['downloads'],
      summary: 'Give a download up',
      description:
        'On whatever device it is: that one deletes its audio as soon as it reaches the API, and its key is never given again.',
      params: z.object({ id: z.guid().meta({ description: 'Of the download', example: EXAMPLE_ID }) }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      const isGone = await deleteOwnDownload(db, { id: request.params.id, userId })
      if (!isGone) throw new AppError('not_found', 'Download not found')
      reply.code(204)
    },
  })
}
