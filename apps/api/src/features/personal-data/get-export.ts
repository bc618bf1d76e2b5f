import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { PersonalDataParts } from './parts.ts'
import { selectExport } from './queries.ts'
import { exportSchema, toExport } from './schemas.ts'

export function getExport(app: App, { db, guard, clock, backendUrl }: PersonalDataParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/export',
    schema: {
      operationId: 'getExport',
      tags: ['auth'],
      summary: 'How the export of the member stands',
      response: { 200: exportSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, { userId }) =>
      toExport(await selectExport(db, userId), { backendUrl, nowMs: clock.nowMs() }),
  })
}
