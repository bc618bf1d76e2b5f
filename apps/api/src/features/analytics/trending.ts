import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { sendJson } from '../../http/cached-responses.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { withFields } from './content-metadata.ts'
import type { AnalyticsParts } from './parts.ts'
import { trendingIds } from './trending-ids.ts'

const MOST_LISTED = 50

const querystring = z.object({
  limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(10).describe('How many items'),
})

export function trending(app: App, parts: AnalyticsParts): void {
  const { counts, cards } = parts
  const trendingSchema = cards.schema.extend({ views: z.int() }).meta({ id: 'TrendingItem', example: undefined })

  function answerFor(limit: number): string {
    const items = trendingIds(parts)
      .slice(0, limit)
      .flatMap((id) => {
        const card = cards.textOf(id)
        return card === undefined ? [] : [withFields(card, { views: counts.of(id).views })]
      })
    return `{"trending":[${items.join()}]}`
  }

  publicRoute(app, {
    method: 'GET',
    url: '/api/analytics/trending',
    schema: {
      operationId: 'getTrending',
      tags: ['analytics'],
      summary: 'Get trending videos',
      description:
        'What many people view now, of what is published: each viewer counts once a day for an item, and half as much two days ' +
        'later. What the owner has marked as trending stands first.',
      querystring,
      response: {
        200: z.object({ trending: z.array(trendingSchema) }).meta({ id: 'Trending' }),
        ...problems(422, 503),
      },
    },
    cached: readyAnswers(() => (counts.isFresh() ? `${counts.version()} ${cards.version()}` : undefined), answerFor),
    handler: async ({ query }, reply) => {
      await counts.refresh()
      return sendJson(reply, answerFor(query.limit))
    },
  })
}

/** Keeps answers by their address until what they are made of has another version; undefined where nobody knows it. */
function readyAnswers(versionOf: () => string | undefined, answerFor: (limit: number) => string) {
  let version = ''
  const answers = new Map<number, Buffer>()
  return ({ query }: { query: unknown }): Buffer | undefined => {
    const now = versionOf()
    if (now === undefined) return undefined
    const parsed = querystring.safeParse(query)
    if (!parsed.success) return undefined
    if (now !== version) {
      answers.clear()
      version = now
    }
    const { limit } = parsed.data
    const answer = answers.get(limit) ?? Buffer.from(answerFor(limit))
    answers.set(limit, answer)
    return answer
  }
}
