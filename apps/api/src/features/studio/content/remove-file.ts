import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { queueConversion } from '../jobs/queue-conversion.ts'
import { saveSources, showChapters } from '../jobs/source-queries.ts'
import type { StudioRouteParts } from '../parts.ts'
import type { Doing } from './change-content.ts'
import { filePurposeSchema } from './file-schemas.ts'
import { filesToChange } from './files-to-change.ts'
import { doing, shownContent } from './find-content.ts'
import { insertFormerFile } from './former-file-queries.ts'
import { keyOf, presentFile, withoutFile } from './item-files.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

interface Which {
  purpose: z.infer<typeof filePurposeSchema>
  language: string | null
}

export function removeFile(app: App, parts: StudioRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'DELETE',
    url: '/api/studio/content/:id/files/:purpose',
    schema: {
      operationId: 'deleteContentFile',
      tags: ['studio'],
      summary: 'Remove a file of an item',
      description:
        'Its cover, captions, an added sound, or its chapters, those of its media, too. It is one of its `former_files` then, and ' +
        'can be brought back for a week. Chapters go at once; for all else the item is converted again, and what it plays goes ' +
        'on meanwhile, as it was.',
      params: contentParams.extend({ purpose: filePurposeSchema }),
      querystring: z.object({
        language: boundedText(64).optional().meta({ description: 'Which captions, or which sound', example: 'en' }),
      }),
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id, purpose } = request.params
      const which = { purpose, language: request.query.language ?? null }
      await db.transaction((tx) => removeFrom(tx, parts, { id, which, by: doing(request, member, parts) }))
      return shownContent(db, id, member, parts)
    },
  })
}

interface Removal {
  id: string
  which: Which
  by: Doing
}

async function removeFrom(tx: Database, parts: StudioRouteParts, { id, which, by }: Removal): Promise<void> {
  const { member, requestId, nowMs } = by
  const { random } = parts
  const { item, sources: before } = await filesToChange(tx, parts, { id, member })
  const file = presentFile(before, item, which)
  if (!file || file.purpose === 'media') {
    throw new AppError('not_found', 'The item has no such file. It may have been removed already.')
  }
  const sources = withoutFile(before, file)
  await saveSources(tx, id, sources)
  const actor = { kind: 'member', sub: member.sub } as const
  const act = { actor, action: 'content.file_removed', target: id, requestId } as const
  await audit(tx, { ...act, before: { ...which, file: keyOf(file) }, after: null })
  if (file.purpose === 'chapters') await showChapters(tx, id, [])
  else await queueConversion(tx, null, { id: random.uuid(), contentId: id, sources, newKind: null })
  // After the conversions: a row that names the item holds it.
  await insertFormerFile(tx, { id: random.uuid(), contentId: id, file, replacedBy: member.userId, nowMs })
}
