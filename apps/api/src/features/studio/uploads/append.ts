import { Readable } from 'node:stream'
import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { offsetConflict, ownUpload } from './own-upload.ts'
import type { UploadRouteParts } from './parts.ts'
import { receive } from './receive.ts'
import { whereThereIsRoom } from './room.ts'
import { tusHeaders, uploadParams } from './schemas.ts'
import { assertTusVersion, byteCount, readChecksum } from './tus-headers.ts'

export const TUS_BYTES = 'application/offset+octet-stream'
const NO_ROOM = 'There is no room for this file at the moment. What has arrived is kept; go on later.'

export function append(app: App, parts: UploadRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'PATCH',
    url: '/api/studio/uploads/:id',
    // A fast line sends many in a minute; all of them together are within the quota.
    unlimited: true,
    schema: {
      operationId: 'appendToUpload',
      tags: ['studio'],
      summary: 'Send bytes of an upload',
      description:
        'The PATCH of tus 1.0: bytes from `Upload-Offset` on. What came before a request broke off stays, unless it bears ' +
        '`Upload-Checksum` (sha1 or sha256): then all of it counts or nothing. With the last byte the file goes to its item.',
      params: uploadParams,
      consumes: [TUS_BYTES],
      body: z
        .custom<Readable>((body) => body instanceof Readable, 'must be bytes')
        .meta({ type: 'string', format: 'binary', description: 'The bytes', example: 'RIFF' }),
      response: {
        204: z.null().describe('They are there for good; `Upload-Offset` says where to go on'),
        ...problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 460, 503),
      },
    },
    handler: async ({ params: { id }, headers, body }, { userId }, reply) => {
      assertTusVersion(headers)
      const offset = byteCount(headers, 'upload-offset')
      const checksum = readChecksum(headers)
      const upload = await ownUpload(db, { id, ownerId: userId })
      if (upload.received !== offset || upload.state !== 'receiving') throw offsetConflict()
      // Neither destroyed nor left half read: what is sent next over the same connection would wait behind the rest for ever.
      const bytes = body.iterator({ destroyOnReturn: false })
      const receiving = receive(parts, upload, bytes, checksum).finally(() => body.resume())
      const received = await whereThereIsRoom(receiving, NO_ROOM)
      reply.status(204).headers(tusHeaders({ ...upload, received }))
      return null
    },
  })
}
