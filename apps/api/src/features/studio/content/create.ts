import type { Database } from '../../../db/database.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import type { StudioRouteParts } from '../parts.ts'
import { slugTaken } from './answers.ts'
import { type Doing, freeSlug, given, textsOf } from './change-content.ts'
import { insertDraft, type WrittenFields } from './change-queries.ts'
import { doing, shownContent } from './find-content.ts'
import { type FieldChanges, newStudioContentSchema, studioContentSchema } from './schemas.ts'
import { insertVersion } from './version-queries.ts'

export function create(app: App, parts: StudioRouteParts): void {
  const { guard, db, random } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/content',
    schema: {
      operationId: 'createContent',
      tags: ['studio'],
      summary: 'Make an item',
      description: 'A draft of the caller, without media.',
      body: newStudioContentSchema,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { content_type: contentType, ...fields } = request.body
        const id = random.uuid()
        await makeDraft(tx, { id, contentType, fields, ...doing(request, member, parts) })
        return shownContent(tx, id, member, parts)
      }),
  })
}

interface NewDraft extends Doing {
  id: string
  contentType: 'video' | 'audio'
  fields: FieldChanges & { title: string }
}

/** Makes a draft; without a slug it gets that of its title. @throws AppError `slug_taken` for a chosen one that others have. */
export async function makeDraft(tx: Database, { id, contentType, fields, member, requestId, nowMs }: NewDraft) {
  const draft = { id, ownerId: member.userId, contentType, nowMs }
  const chosen = fields.slug ?? null
  for (;;) {
    const slug = chosen ?? (await freeSlug(tx, fields.title, null))
    const written = { ...EMPTY, ...given(fields), title: fields.title, slug }
    if (await insertDraft(tx, { ...draft, fields: written })) {
      const texts = textsOf(written)
      await insertVersion(tx, { contentId: id, version: 1, authorId: member.userId, texts, atMs: nowMs })
      const actor = { kind: 'member', sub: member.sub } as const
      return audit(tx, { actor, action: 'content.created', target: id, before: null, after: { slug }, requestId })
    }
    // Somebody else has taken the slug that was free.
    if (chosen !== null) throw slugTaken(chosen)
  }
}

const EMPTY: Omit<WrittenFields, 'title' | 'slug'> = {
  description: '',
  access_tier: 'free',
  category_id: null,
  expert_id: null,
  series_id: null,
  episode_number: null,
  tags: [],
  language: null,
  countries: { rule: 'everywhere', codes: [] },
  shown_duration_seconds: null,
  featured: false,
  trending: false,
}
