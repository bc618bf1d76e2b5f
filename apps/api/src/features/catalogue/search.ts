import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import { correctedText } from './corrected-text.ts'
import { toPage } from './page.ts'
import type { CatalogueParts } from './parts.ts'
import { readQuestion } from './read-question.ts'
import { searchPageSchema, searchQuery } from './schemas.ts'

export function search(app: App, { guard, catalogue, cards, responses }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/search',
    schema: {
      operationId: 'searchContent',
      tags: ['content'],
      summary: 'Search content',
      description:
        'Ranked full text over titles, descriptions, tags, experts, series and categories, and over what is said, as captions in any language have it. All words must be there, in any order; they may be unfinished, and small spelling mistakes are forgiven (one in words from four letters on, two from eight on). If nothing has all words, what has some answers. Titles with the very phrase come first, then titles with all words; what has words only in its captions comes last, locked items, too, and no answer shows what is said. There are 200 results at most. The filters of browse apply, and on request words like `10 min` or `no voice` are filters, too.',
      querystring: searchQuery,
      response: { 200: searchPageSchema, ...problems(422, 503) },
    },
    cached: responses.find,
    handler: async (request, viewer, reply) => {
      const { q, filters_from_words, limit, offset, ...given } = request.query
      const { words, filters, readings } = filters_from_words
        ? readQuestion(q, given)
        : { words: q, filters: {}, readings: [] }
      const [all, paging] = [
        { ...given, ...filters },
        { limit, offset },
      ]
      const found = words
        ? catalogue.search(words, all, paging)
        : { ...catalogue.browse(all, 'newest', paging), corrections: new Map<string, string>() }
      const understood = { readings, corrected_q: correctedText(q, found) }
      return responses.send(request, viewer, reply, toPage(found, paging, viewer, { catalogue, cards, understood }))
    },
  })
}
