import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { mayNot } from './answers.ts'
import { bulkResultsSchema, forEachItem, idsField } from './bulk.ts'
import { changeFields } from './change-content.ts'
import { changeStatus } from './change-status.ts'
import { lockChosen } from './choice-queries.ts'
import type { ContentRow } from './content-queries.ts'
import { MOST_TAGS, tagField } from './fields.ts'
import { contentToChange, doing } from './find-content.ts'
import { mayEdit } from './rights.ts'
import type { FieldChanges } from './schemas.ts'

const tags = z.array(tagField).max(MOST_TAGS).default([])

const body = z
  .object({
    ids: idsField,
    access_tier: z.enum(TIERS).optional(),
    category_id: z.guid().nullable().optional().describe('The id of their category; null for none'),
    featured: z.boolean().optional(),
    add_tags: tags.meta({ description: 'Tags that they get', example: ['sleep'] }),
    remove_tags: tags.meta({ description: 'Tags that they lose', example: ['morning'] }),
    status: z.enum(['draft', 'published', 'unlisted', 'archived']).optional().meta({
      description: 'What becomes of them, as when one is published or taken down',
      example: 'unlisted',
    }),
  })
  .meta({ id: 'StudioBulkChange', description: 'What shall change of several items; what is left out stays' })

export function bulkEdit(app: App, parts: StudioRouteParts): void {
  const { guard, db, creatorsPublish } = parts
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'POST',
    url: '/api/studio/content/bulk-edit',
    schema: {
      operationId: 'bulkEditContent',
      tags: ['studio'],
      summary: 'Change several items',
      description: 'Each by itself: what cannot be done to one is done to the others, and the answer says so of each.',
      body,
      response: { 200: bulkResultsSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { ids, status, ...changes } = request.body
      const by = { ...doing(request, member, parts), creatorsPublish }
      return forEachItem(db, ids, async (tx, id) => {
        await lockChosen(tx, changes)
        const row = await contentToChange(tx, id, member)
        const fields = fieldChanges(row, changes)
        if (Object.keys(fields).length > 0) {
          if (!mayEdit(member)) throw mayNot('Your role may take items down, and change nothing else of them.')
          await changeFields(tx, row, fields, by)
        }
        if (status) await changeStatus(tx, row, { status }, by)
      })
    },
  })
}

type Changes = Omit<z.infer<typeof body>, 'ids' | 'status'>

function fieldChanges(row: ContentRow, { add_tags: added, remove_tags: removed, ...others }: Changes): FieldChanges {
  const all = [...new Set([...row.tags, ...added])].filter((tag) => !removed.includes(tag))
  const isOther = added.length + removed.length > 0
  return { ...others, ...(isOther && { tags: all.slice(0, MOST_TAGS) }) }
}
