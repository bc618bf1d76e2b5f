import { targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import { humanText } from '../../../text/human-text.ts'
import { descriptionField, slugField } from '../content/fields.ts'
import type { PicturedShelf, Shelf } from './shelf.ts'

const WIDE_PICTURE = 'one and a half times as wide as it is high'

const MAX_NAME_LENGTH = 120
const MAX_WORDS_LENGTH = 300

const nameField = humanText({ maxLength: MAX_NAME_LENGTH })
const wordsField = humanText({ minLength: 0, maxLength: MAX_WORDS_LENGTH })

const SLUG = { description: 'Its name in addresses', example: 'sleep' }
const slug = slugField
  .nullable()
  .meta({ description: 'Its name in addresses; null: what its name makes', example: 'sleep' })

const named = (example: string) => {
  const meta = { description: 'What it is called', example }
  return { field: nameField.meta(meta), shown: z.string().meta(meta) }
}
const CATEGORY_NAME = named('Sleep')
const CATEGORY_WORDS = {
  description: 'What it is, in a sentence or two; may be empty',
  example: 'For the end of the day.',
}

export const CATEGORY: PicturedShelf = {
  kind: 'category',
  url: '/api/studio/categories',
  ids: { one: 'Category', many: 'Categories' },
  nouns: { a: 'a category', one: 'category', many: 'categories' },
  table: 'categories',
  nameColumn: 'name',
  hasSlug: true,
  itemsBy: 'category_id',
  isOrdered: true,
  fields: { name: CATEGORY_NAME.field, slug, description: wordsField.meta(CATEGORY_WORDS) },
  shown: {
    name: CATEGORY_NAME.shown,
    slug: z.string().meta(SLUG),
    description: z.string().meta(CATEGORY_WORDS),
  },
  defaults: { description: '' },
  picture: { url: '/api/studio/category-pictures', best: WIDE_PICTURE, elsewhere: null },
}

const EXPERT_NAME = named('Maya Lind')
const EXPERT_TITLE = { description: 'What the person is; may be empty', example: 'Breathing teacher' }
const EXPERT_BIO = {
  description: 'Who the person is, in Markdown; may be empty',
  example: 'Teaches *breath* and rest.',
}
const EXPERT_FEATURED = { description: 'Whether the list of experts shows them', example: true }

export const EXPERT: PicturedShelf = {
  kind: 'expert',
  url: '/api/studio/experts',
  ids: { one: 'Expert', many: 'Experts' },
  nouns: { a: 'an expert', one: 'expert', many: 'experts' },
  table: 'experts',
  nameColumn: 'name',
  hasSlug: true,
  itemsBy: 'expert_id',
  isOrdered: false,
  fields: {
    name: EXPERT_NAME.field,
    slug,
    title: humanText({ minLength: 0, maxLength: MAX_NAME_LENGTH }).meta(EXPERT_TITLE),
    bio: descriptionField.meta(EXPERT_BIO),
    featured: z.boolean().meta(EXPERT_FEATURED),
  },
  shown: {
    name: EXPERT_NAME.shown,
    slug: z.string().nullable().meta(SLUG),
    title: z.string().meta(EXPERT_TITLE),
    bio: z.string().meta(EXPERT_BIO),
    featured: z.boolean().meta(EXPERT_FEATURED),
  },
  defaults: { title: '', bio: '', featured: true },
  picture: { url: '/api/studio/expert-pictures', best: 'a square', elsewhere: 'avatar_url' },
}

const SERIES_TITLE = named('Seven nights')
const SERIES_WORDS = { description: 'What it is, in a sentence or two; may be empty', example: 'A week of sleep.' }

export const SERIES: PicturedShelf = {
  kind: 'series',
  url: '/api/studio/series',
  ids: { one: 'Series', many: 'Series' },
  nouns: { a: 'a series', one: 'series', many: 'series' },
  table: 'content_series',
  nameColumn: 'title',
  hasSlug: true,
  itemsBy: 'series_id',
  isOrdered: false,
  fields: { title: SERIES_TITLE.field, slug, description: wordsField.meta(SERIES_WORDS) },
  shown: {
    title: SERIES_TITLE.shown,
    slug: z.string().meta(SLUG),
    description: z.string().meta(SERIES_WORDS),
  },
  defaults: { description: '' },
  picture: { url: '/api/studio/series-pictures', best: WIDE_PICTURE, elsewhere: null },
}

const PATTERN_NAME = named('Slow wave')
const PATTERN_WORDS = { description: 'What it is good for; may be empty', example: 'A long way out, for the evening.' }
const PATTERN_SHOWN = { description: 'Whether members can choose it', example: true }

export const PATTERN: Shelf = {
  kind: 'pattern',
  url: '/api/studio/patterns',
  ids: { one: 'Pattern', many: 'Patterns' },
  nouns: { a: 'a breathing pattern', one: 'breathing pattern', many: 'breathing patterns' },
  table: 'breath_patterns',
  nameColumn: 'name',
  hasSlug: false,
  itemsBy: null,
  isOrdered: true,
  fields: {
    name: PATTERN_NAME.field,
    words: wordsField.meta(PATTERN_WORDS),
    target: targetSchema,
    is_shown: z.boolean().meta(PATTERN_SHOWN),
  },
  shown: {
    name: PATTERN_NAME.shown,
    words: z.string().meta(PATTERN_WORDS),
    target: targetSchema,
    is_shown: z.boolean().meta(PATTERN_SHOWN),
  },
  defaults: {
    words: '',
    target: { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 },
    is_shown: true,
  },
  /** The database keeps the parts of an object in an order of its own. */
  further: { columns: [], shown: {}, of: ({ target }) => ({ target: targetSchema.parse(target) }) },
}
