import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import { rowId } from '../../../text/row-id.ts'
import { queueConversion } from '../jobs/queue-conversion.ts'
import { saveSources, showChapters } from '../jobs/source-queries.ts'
import type { StudioRouteParts } from '../parts.ts'
import { MOST_SOUNDS } from '../uploads/added-sounds.ts'
import type { Doing } from './change-content.ts'
import { filesToChange } from './files-to-change.ts'
import { doing, shownContent } from './find-content.ts'
import { insertFormerFile, takeFormerFile } from './former-file-queries.ts'
import { type ItemFile, keyOf, presentFile, withFile } from './item-files.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function restoreFile(app: App, parts: StudioRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/content/:id/former-files/:file/restore',
    schema: {
      operationId: 'restoreContentFile',
      tags: ['studio'],
      summary: 'Bring back a former file of an item',
      description:
        'The item is made from it again; the one that took its place becomes a former one. Chapters are there at once; for all ' +
        'else the item is converted again, and what it plays goes on meanwhile, as it is.',
      params: contentParams.extend({ file: rowId().meta({ description: 'The id of one of its `former_files`' }) }),
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id, file: formerId } = request.params
      await db.transaction((tx) => restoreIn(tx, parts, { id, formerId, by: doing(request, member, parts) }))
      return shownContent(db, id, member, parts)
    },
  })
}

interface Restoration {
  id: string
  formerId: string
  by: Doing
}

async function restoreIn(tx: Database, parts: StudioRouteParts, { id, formerId, by }: Restoration): Promise<void> {
  const { member, requestId, nowMs } = by
  const { random } = parts
  const { item, sources: before } = await filesToChange(tx, parts, { id, member })
  const file = await takeFormerFile(tx, { id: formerId, contentId: id })
  if (!file) throw new AppError('not_found', 'The item has no such former file. It may be gone, or was brought back.')
  const which = whichOf(file)
  const present = presentFile(before, item, which)
  const sources = withFile(before, file)
  if (sources.sounds.length > MOST_SOUNDS) {
    throw new AppError(
      'invalid_request',
      `Up to ${MOST_SOUNDS} sounds can be added to an item. Remove another one first.`,
    )
  }
  await saveSources(tx, id, sources)
  await audit(tx, {
    actor: { kind: 'member', sub: member.sub },
    action: 'content.file_restored',
    target: id,
    before: { ...which, file: present ? keyOf(present) : null },
    after: { ...which, file: keyOf(file) },
    requestId,
  })
  const newKind = file.purpose === 'media' ? file.kind : null
  if (file.purpose === 'chapters') await showChapters(tx, id, file.shown)
  else await queueConversion(tx, null, { id: random.uuid(), contentId: id, sources, newKind })
  if (!present) return
  // After the conversions: a row that names the item holds it.
  await insertFormerFile(tx, { id: random.uuid(), contentId: id, file: present, replacedBy: member.userId, nowMs })
}

function whichOf(file: ItemFile) {
  return { purpose: file.purpose, language: 'language' in file ? file.language : null }
}
