import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { acceptBytes } from '../../../http/bodies.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { readJpeg } from './jpeg.ts'
import { pictureKey } from './pictures.ts'
import { replacePicture } from './replace-picture.ts'
import { schemasOf } from './schemas.ts'
import type { PicturedShelf } from './shelf.ts'
import { noteUnused } from './unused-pictures.ts'

const LIMIT_BYTES = 500_000
const LEAST_PIXELS = 64
const MOST_PIXELS = 2_000

/** Pages make it small before they send it. */
export async function setPicture(app: App, parts: StudioRouteParts, shelf: PicturedShelf): Promise<void> {
  const { answer, params } = schemasOf(shelf)
  await acceptBytes(app, { contentType: 'image/jpeg', limitBytes: LIMIT_BYTES }, (scope) => {
    permissionRoute(scope, parts.guard, 'manage_shelves', {
      method: 'PUT',
      url: `${shelf.picture.url}/:id`,
      schema: {
        operationId: `set${shelf.ids.one}Picture`,
        tags: ['studio'],
        summary: `Set the picture of ${shelf.nouns.a}`,
        description:
          `A JPEG of ${LEAST_PIXELS} to ${MOST_PIXELS} pixels a side and at most ${LIMIT_BYTES / 1000} kB, best ${shelf.picture.best}. What cameras ` +
          'wrote into it, such as the place, is not kept.',
        consumes: ['image/jpeg'],
        params,
        body: z
          .custom<Buffer>((body) => Buffer.isBuffer(body), 'must be a JPEG')
          .meta({ type: 'string', format: 'binary', description: 'The picture', example: '…' }),
        response: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
      },
      handler: async (request, member) => {
        const picture = readJpeg(request.body)
        if (!picture) throw new AppError('invalid_request', 'This is no JPEG that can be read. Choose another picture.')
        const sides = [picture.width, picture.height]
        if (Math.min(...sides) < LEAST_PIXELS || Math.max(...sides) > MOST_PIXELS) {
          const words = `The picture must have ${LEAST_PIXELS} to ${MOST_PIXELS} pixels a side.`
          throw new AppError('invalid_request', words)
        }
        const pictureId = parts.random.uuid()
        await noteUnused(parts.db, { id: pictureId, nowMs: parts.clock.nowMs() })
        await parts.store.put(pictureKey(pictureId), picture.bytes, { contentType: 'image/jpeg' })
        return replacePicture(parts, shelf, { request, member, id: request.params.id, pictureId })
      },
    })
  })
}
