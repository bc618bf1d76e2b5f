import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import { ownUpload } from './own-upload.ts'
import type { UploadRouteParts } from './parts.ts'
import { discardBytes } from './parts-of.ts'
import { TUS_VERSION, uploadParams } from './schemas.ts'
import { deleteOwnUpload, factsOf } from './upload-queries.ts'

export function remove(app: App, { guard, db, store }: UploadRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'DELETE',
    url: '/api/studio/uploads/:id',
    schema: {
      operationId: 'deleteUpload',
      tags: ['studio'],
      summary: 'Break off an upload',
      description: 'The termination of tus 1.0. What has arrived is removed; a file that went to its item stays there.',
      params: uploadParams,
      response: {
        204: z.null().describe('It is gone'),
        ...problems(400, 401, 403, 404, 409, 413, 415, 503),
      },
    },
    handler: async ({ params: { id }, id: requestId }, { userId: ownerId, sub }, reply) => {
      const upload = await db.transaction(async (tx) => {
        const removed = await deleteOwnUpload(tx, { id, ownerId })
        if (!removed) return undefined
        const act = { actor: { kind: 'member', sub }, action: 'upload.removed', target: id, requestId } as const
        await audit(tx, { ...act, before: { ...factsOf(removed), received: removed.received }, after: null })
        return removed
      })
      if (!upload) {
        await ownUpload(db, { id, ownerId })
        throw new AppError('already_ended', 'All of this file has arrived, and it goes to its item.')
      }
      await discardBytes(store, upload)
      reply.status(204).header('tus-resumable', TUS_VERSION)
      return null
    },
  })
}
