import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { UploadRouteParts } from './parts.ts'
import { toUpload, uploadSchema } from './schemas.ts'
import { selectOwnUploads, selectUsedBytes } from './upload-queries.ts'

const pageSchema = z
  .object({
    uploads: z.array(uploadSchema).describe('Newest first'),
    used_bytes: z.int().meta({ description: 'What the caller has uploaded, and not deleted', example: 734_003_200 }),
    quota_bytes: z.int().meta({ description: 'How much that may be', example: 500_000_000_000 }),
  })
  .meta({ id: 'Uploads', description: 'Files of the caller on their way to items' })

export function list(app: App, { guard, db, uploadQuotaBytes }: UploadRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'GET',
    url: '/api/studio/uploads',
    schema: {
      operationId: 'listUploads',
      tags: ['studio'],
      summary: 'List my uploads',
      description: 'The newest first, whatever became of them.',
      querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { limit } }, { userId: ownerId }) => {
      const [rows, usedBytes] = await Promise.all([
        selectOwnUploads(db, { ownerId, limit }),
        selectUsedBytes(db, ownerId),
      ])
      return { uploads: rows.map(toUpload), used_bytes: usedBytes, quota_bytes: uploadQuotaBytes }
    },
  })
}
