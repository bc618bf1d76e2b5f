import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { selectShelves, selectTags } from './choice-queries.ts'
import { shelfSchema } from './schemas.ts'

const choicesSchema = z
  .object({
    categories: z.array(shelfSchema).describe('All categories, in their order'),
    experts: z.array(shelfSchema).describe('All experts, by name'),
    series: z.array(shelfSchema).describe('All series, by title'),
    tags: z.array(z.string()).meta({ description: 'The tags that most items have', example: ['sleep', 'no voice'] }),
  })
  .meta({ id: 'StudioChoices', description: 'What an item can belong to' })

export function listChoices(app: App, { guard, db, changes }: StudioRouteParts): void {
  const tagsOfItems = knownTags({ db, changes })
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/content/choices',
    schema: {
      operationId: 'listContentChoices',
      tags: ['studio'],
      summary: 'List what an item can belong to',
      description: 'Names and ids alone, to choose from.',
      response: { 200: choicesSchema, ...problems(401, 403, 503) },
    },
    handler: async () => {
      const [shelves, tags] = await Promise.all([selectShelves(db), tagsOfItems()])
      const of = (kind: string) => shelves.filter((shelf) => shelf.kind === kind).map(({ id, name }) => ({ id, name }))
      return { categories: of('category'), experts: of('expert'), series: of('series'), tags }
    },
  })
}

/** The tags are those of all items: they are counted once, and again when an item has changed. */
function knownTags({ db, changes }: Pick<StudioRouteParts, 'db' | 'changes'>): () => Promise<string[]> {
  let known: Promise<string[]> | undefined
  const forget = () => {
    known = undefined
  }
  changes.on('catalogue_changed', forget, forget)
  return () => {
    known ??= selectTags(db).catch((error: unknown) => {
      forget()
      throw error
    })
    return known
  }
}
