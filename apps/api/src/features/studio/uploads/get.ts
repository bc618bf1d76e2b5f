import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { ownUpload } from './own-upload.ts'
import type { UploadRouteParts } from './parts.ts'
import { toUpload, tusHeaders, uploadParams, uploadSchema } from './schemas.ts'

export function get(app: App, { guard, db }: UploadRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'GET',
    url: '/api/studio/uploads/:id',
    unlimited: true,
    schema: {
      operationId: 'getUpload',
      tags: ['studio'],
      summary: 'See how an upload stands',
      description: 'HEAD is the question of tus 1.0: `Upload-Offset` says where to go on.',
      params: uploadParams,
      response: { 200: uploadSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }, { userId }, reply) => {
      const row = await ownUpload(db, { id, ownerId: userId })
      reply.headers({ ...tusHeaders(row), 'cache-control': 'no-store' })
      return toUpload(row)
    },
  })
}
