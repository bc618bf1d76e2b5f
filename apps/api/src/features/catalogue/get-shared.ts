import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import type { CatalogueParts } from './parts.ts'
import { findShared, SHARED_KINDS } from './shared.ts'

const sharedSchema = z
  .object({
    title: z.string().meta({ description: 'What it is called', example: 'Waves at Dawn' }),
    description: z.string().nullable(),
    picture_path: z.string().nullable().meta({
      description: 'Where the API leads to its picture, at an address that stays; null without one',
      example: '/content/covers/content/5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b',
    }),
  })
  .meta({ id: 'Shared', description: 'What a link to it may show to anybody' })

/** More than any id or slug has. */
const MAX_LENGTH = 120
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/i

export const sharedParams = z
  .object({
    kind: z.enum(SHARED_KINDS).meta({ description: 'What its page is of, as its address says', example: 'content' }),
    id: boundedText(MAX_LENGTH).regex(SLUG).meta({
      description: 'Its id, or that of a category or its name in addresses',
      example: '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b',
    }),
  })
  .refine(({ kind, id }) => kind === 'categories' || z.guid().safeParse(id).success, {
    path: ['id'],
    error: 'is no id',
  })

export function getShared(app: App, { catalogue, responses }: CatalogueParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/content/shared/:kind/:id',
    // The web app asks it for each page that is opened by a link.
    unlimited: true,
    schema: {
      operationId: 'getShared',
      tags: ['content'],
      summary: 'What a link may show',
      description:
        'Title, words and picture of an item, an expert, a series or a category, for whoever a link is passed on to. 404 for what not everybody may see: drafts, unlisted items, those that play in some countries only, and series of nothing else.',
      params: sharedParams,
      response: { 200: sharedSchema, ...problems(400, 404, 503) },
    },
    cached: (request) => responses.find(request, null),
    handler: async (request, reply) => {
      const { kind } = request.params
      const id = request.params.id.toLowerCase()
      const shared = findShared(catalogue, kind, id)
      if (!shared) throw new AppError('not_found', 'There is nothing to share here.')
      const { title, description, picture } = shared
      const picture_path = picture && `/content/covers/${kind}/${id}`
      return responses.send(request, null, reply, JSON.stringify({ title, description, picture_path }))
    },
  })
}
