import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noContent } from './answers.ts'
import { updateDeletedAt, updateStatus } from './change-queries.ts'
import { NOT_PUBLISHED } from './change-status.ts'
import { type ContentRow, lockContent } from './content-queries.ts'
import { doing, shownContent } from './find-content.ts'
import { scopeOf } from './rights.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function undelete(app: App, parts: StudioRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/content/:id/undelete',
    schema: {
      operationId: 'undeleteContent',
      tags: ['studio'],
      summary: 'Take a deleted item back',
      description:
        'It is what it was, but a draft where it was scheduled for a time that has passed. One that was not deleted stays as ' +
        'it is.',
      params: contentParams,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = request.params
        const row = await lockContent(tx, id, scopeOf(member))
        if (!row) throw noContent()
        if (row.deleted_at) {
          const { nowMs, requestId } = doing(request, member, parts)
          await updateDeletedAt(tx, { id, deletedAtMs: null, nowMs })
          if (hasMissedItsTime(row, nowMs)) await updateStatus(tx, { ...NOT_PUBLISHED, id, status: 'draft', nowMs })
          const actor = { kind: 'member', sub: member.sub } as const
          await audit(tx, { actor, action: 'content.undeleted', target: id, before: null, after: null, requestId })
        }
        return shownContent(tx, id, member, parts)
      }),
  })
}

function hasMissedItsTime({ status, publish_at: at }: ContentRow, nowMs: number): boolean {
  return status === 'scheduled' && at !== null && at.getTime() <= nowMs
}
