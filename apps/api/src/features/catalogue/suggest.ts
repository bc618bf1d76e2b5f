import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import type { Catalogue } from './catalogue.ts'
import { correctedText } from './corrected-text.ts'
import type { Shelves } from './item.ts'
import { MAX_SUGGESTED } from './lookup/search.ts'
import type { Named } from './lookup/text-index.ts'
import type { CatalogueParts } from './parts.ts'
import { readQuestion } from './read-question.ts'
import { type Suggestion, suggestionsSchema, suggestQuery } from './schemas.ts'

/** Of one kind, where there are others: room for the kinds that follow. */
const MAX_SHELVES = 3
const MAX_TAGS = 2

export function suggest(app: App, { guard, catalogue, responses }: CatalogueParts): void {
  optionalRoute(app, guard, {
    method: 'GET',
    url: '/content/suggest',
    schema: {
      operationId: 'suggestContent',
      tags: ['content'],
      summary: 'Suggest while somebody types',
      description:
        'What a text that is being typed may become: the question without its spelling mistakes, then experts, series and categories by that name, titles, and tags; eight at most.',
      querystring: suggestQuery,
      response: { 200: suggestionsSchema, ...problems(422, 503) },
    },
    cached: responses.find,
    handler: async (request, viewer, reply) => {
      const { q, filters_from_words } = request.query
      const { words, filters } = filters_from_words ? readQuestion(q, {}) : { words: q, filters: {} }
      const suggestions = words ? suggestionsFor(q, catalogue.suggest(words, filters), catalogue.shelves()) : []
      return responses.send(request, viewer, reply, JSON.stringify({ suggestions }))
    },
  })
}

function suggestionsFor(q: string, found: ReturnType<Catalogue['suggest']>, shelves: Shelves): Suggestion[] {
  const corrected = correctedText(q, found)
  const before: Suggestion[] = [
    ...(corrected === null ? [] : [{ kind: 'correction' as const, text: corrected, id: null, slug: null }]),
    ...found.shelves.slice(0, MAX_SHELVES).flatMap((named) => suggestedShelf(named, shelves)),
  ]
  const tags: Suggestion[] = found.tags
    .slice(0, MAX_TAGS)
    .map((tag) => ({ kind: 'tag', text: tag, id: null, slug: null }))
  const titles: Suggestion[] = found.items.map(({ id, title, slug }) => ({ kind: 'content', text: title, id, slug }))
  return [...before, ...titles.slice(0, MAX_SUGGESTED - before.length - tags.length), ...tags]
}

function suggestedShelf({ kind, id }: Named, { categories, experts, series }: Shelves): Suggestion[] {
  const titled = series.get(id)
  const shelf = {
    category: categories.get(id),
    expert: experts.get(id),
    series: titled && { ...titled, name: titled.title },
  }[kind]
  return shelf ? [{ kind, text: shelf.name, id, slug: shelf.slug }] : []
}
