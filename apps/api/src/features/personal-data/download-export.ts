import { finished, Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { refuseLookingAhead } from '../../http/looking-ahead.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { exportKey } from './export-key.ts'
import type { PersonalDataParts } from './parts.ts'
import { endDownload, takeDownload } from './queries.ts'

export function downloadExport(app: App, { db, guard, clock, store }: PersonalDataParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/export/:id/file',
    schema: {
      operationId: 'downloadExport',
      tags: ['auth'],
      summary: 'Fetch the export, once',
      description:
        'A zip with JSON and CSV. It is removed when it was fetched, or after 24 hours; a download that breaks off may be ' +
        "tried again. 404 for what is not there any more, and for somebody else's.",
      params: z.object({ id: z.guid() }),
      response: {
        200: { content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } } },
        ...problems(400, 401, 403, 404, 503),
      },
    },
    before: async (request) => refuseLookingAhead(request),
    handler: async (request, { userId }, reply) => {
      const { id } = request.params
      const nowMs = clock.nowMs()
      if (!(await takeDownload(db, { id, userId, nowMs }))) throw gone()
      const file = await store.open(exportKey(id)).catch(async (error: unknown) => {
        await endDownload(db, { id, state: 'ready' })
        throw error
      })
      if (!file) throw gone()
      finished(reply.raw, (error) => {
        const ended = error ? 'ready' : 'downloaded'
        endDownload(db, { id, state: ended })
          .then(() => (ended === 'downloaded' ? store.delete(exportKey(id)) : undefined))
          .catch((cause: unknown) => request.log.warn({ err: cause }, 'The worker removes this export when it expires'))
      })
      const date = new Date(nowMs).toISOString().slice(0, 10)
      reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="better-and-bliss-${date}.zip"`)
        .header('content-length', file.size)
        .header('cache-control', 'no-store')
      return Readable.from(file.stream())
    },
  })
}

function gone(): AppError {
  return new AppError('not_found', 'This export was fetched already, or has expired. Ask for another one.')
}
