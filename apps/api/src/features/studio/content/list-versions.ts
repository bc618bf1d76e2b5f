import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noContent } from './answers.ts'
import { selectContent } from './content-queries.ts'
import { MEANINGS } from './fields.ts'
import { ownerSchema } from './owner-schema.ts'
import { scopeOf } from './rights.ts'
import { contentParams } from './schemas.ts'
import { selectVersions, type VersionRow } from './version-queries.ts'

const versionSchema = z
  .object({
    version: z.int().meta({ description: 'Its number, from 1; changes of other fields leave some out', example: 3 }),
    at: z.iso.datetime().describe('When it was saved'),
    author: ownerSchema.nullable().describe('Who saved it; null where nobody knows'),
    title: z.string().meta(MEANINGS.title),
    description: z.string().meta(MEANINGS.description),
    tags: z.array(z.string()).meta(MEANINGS.tags),
    language: z.string().nullable().meta(MEANINGS.language),
  })
  .meta({ id: 'StudioVersion', description: 'The texts of an item as they were' })

const versionsSchema = z
  .object({ versions: z.array(versionSchema).describe('The newest first, a hundred at the most') })
  .meta({ id: 'StudioVersions', description: 'What an item said before' })

export function listVersions(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/content/:id/versions',
    schema: {
      operationId: 'listContentVersions',
      tags: ['studio'],
      summary: 'List what an item said before',
      description:
        'Its texts, as each change of them left them. One is restored by a change that sets its texts again.',
      params: contentParams,
      response: { 200: versionsSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }, member) => {
      if (!(await selectContent(db, id, scopeOf(member)))) throw noContent()
      return { versions: (await selectVersions(db, id)).map(toVersion) }
    },
  })
}

function toVersion({ version, at, author_sub, author_name, fields }: VersionRow): z.infer<typeof versionSchema> {
  const author = author_sub === null ? null : { id: author_sub, name: author_name }
  return { version, at: at.toISOString(), author, ...fields }
}
