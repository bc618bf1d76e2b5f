import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueParts } from './parts.ts'

/** Their pages are found by their ids. */
const NAMED_KINDS = ['content', 'experts', 'series'] as const
type NamedKind = (typeof NAMED_KINDS)[number]

/** More than any slug has. */
const MAX_LENGTH = 255

const namedParams = z.object({
  kind: z.enum(NAMED_KINDS).meta({ description: 'What its page is of, as its address says', example: 'content' }),
  slug: boundedText(MAX_LENGTH).meta({ description: 'Its name in addresses', example: 'waves-at-dawn' }),
})
const namedSchema = z.object({ id: z.guid() }).meta({ id: 'Named', description: 'What has a name in addresses' })

export function getNamed(app: App, { catalogue }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/named/:kind/:slug',
    schema: {
      operationId: 'getNamed',
      tags: ['content'],
      summary: 'Find what has a name in addresses',
      description:
        'The id of the item, the expert or the series with this slug, as the studio set it. 404 for what members cannot open.',
      params: namedParams,
      response: { 200: namedSchema, ...problems(400, 404, 503) },
    },
    handler: async ({ params: { kind, slug } }) => {
      const id = await idOf(catalogue, kind, slug.toLowerCase())
      if (!id) throw new AppError('not_found', 'Nothing has this name.')
      return { id }
    },
  })
}

async function idOf(catalogue: Catalogue, kind: NamedKind, slug: string): Promise<string | undefined> {
  if (kind === 'content') return catalogue.readId(slug)
  const all = kind === 'experts' ? catalogue.experts() : [...catalogue.shelves().series.values()]
  return all.find((one) => one.slug === slug)?.id
}
