import { z } from 'zod'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import type { Chapter } from '../../../ports/transcoder.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { queueConversion } from '../jobs/queue-conversion.ts'
import { removeOldSources } from '../jobs/remove-leftovers.ts'
import { lockSources, type Sources, saveSources, showChapters } from '../jobs/source-queries.ts'
import type { StudioRouteParts } from '../parts.ts'
import { isDeleted, isForMembersAlready, noContent } from './answers.ts'
import { selectContent } from './content-queries.ts'
import { filePurposeSchema } from './file-schemas.ts'
import { shownContent } from './find-content.ts'
import { mayChange, scopeOf } from './rights.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

interface Which {
  purpose: z.infer<typeof filePurposeSchema>
  language: string | null
}

export function removeFile(app: App, parts: StudioRouteParts): void {
  const { guard, db, store } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'DELETE',
    url: '/api/studio/content/:id/files/:purpose',
    schema: {
      operationId: 'deleteContentFile',
      tags: ['studio'],
      summary: 'Remove a file of an item',
      description:
        'Its cover, captions, an added sound, or its chapters, those of its media, too. The file is gone. Chapters go at ' +
        'once; for all else the item is converted again, and what it plays goes on meanwhile, as it was.',
      params: contentParams.extend({ purpose: filePurposeSchema }),
      querystring: z.object({
        language: boundedText(64).optional().meta({ description: 'Which captions, or which sound', example: 'en' }),
      }),
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id, purpose }, query, id: requestId, log }, member) => {
      const which = { purpose, language: query.language ?? null }
      await db.transaction((tx) => removeFrom(tx, parts, { id, which, member, requestId }))
      await removeOldSources({ db, store }, id).catch((error: unknown) => {
        log.warn({ err: error, contentId: id }, 'A file that an item is no longer made from is left')
      })
      return shownContent(db, id, member, parts)
    },
  })
}

interface Removal {
  id: string
  which: Which
  member: Member
  requestId: string
}

async function removeFrom(
  tx: Database,
  { random, creatorsPublish }: StudioRouteParts,
  { id, which, member, requestId }: Removal,
): Promise<void> {
  if (!(await selectContent(tx, id, scopeOf(member)))) throw noContent()
  // Whoever takes up a file waits here, too. The item itself is locked after its conversions, as by all who change those.
  const before = await lockSources(tx, id)
  const item = await selectContent(tx, id, scopeOf(member))
  if (!item) throw noContent()
  if (item.deleted_at) throw isDeleted()
  if (!mayChange(member, item, creatorsPublish)) throw isForMembersAlready()
  const removed = without(before, item.chapters, which)
  if (!removed) throw new AppError('not_found', 'The item has no such file. It may have been removed already.')
  const { sources, file } = removed
  await saveSources(tx, id, sources)
  const actor = { kind: 'member', sub: member.sub } as const
  const act = { actor, action: 'content.file_removed', target: id, requestId } as const
  await audit(tx, { ...act, before: { ...which, file }, after: null })
  if (which.purpose === 'chapters') return showChapters(tx, id, [])
  await queueConversion(tx, null, { id: random.uuid(), contentId: id, sources, newKind: null })
}

/** What is left, and the key of what is not; undefined where there is no such file. */
function without(
  sources: Sources,
  chapters: readonly Chapter[],
  { purpose, language }: Which,
): { sources: Sources; file: string | null } | undefined {
  const { pictureKey, captions, sounds } = sources
  switch (purpose) {
    case 'picture':
      return pictureKey === null ? undefined : { sources: { ...sources, pictureKey: null }, file: pictureKey }
    case 'chapters':
      return chapters.length === 0 ? undefined : { sources: { ...sources, chapters: [] }, file: null }
    case 'captions': {
      const file = captions.find((one) => one.language === language)
      return file && { sources: { ...sources, captions: captions.filter((one) => one !== file) }, file: file.key }
    }
    case 'sound': {
      const file = sounds.find((one) => one.language === language)
      return file && { sources: { ...sources, sounds: sounds.filter((one) => one !== file) }, file: file.key }
    }
  }
}
