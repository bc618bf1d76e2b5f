import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { paging } from '../../http/paging.ts'
import { boundedText } from '../../text/bounded-text.ts'
import { filterQuery, SORTS } from './filters.ts'

const pictureUrl = z.string().nullable().meta({
  description: 'A signed picture that the studio chose; null without one',
  example: 'https://edge.example.com/hls/…',
})

export const categorySchema = z
  .object({
    id: z.guid(),
    name: z.string(),
    slug: z.string(),
    description: z.string().nullable(),
    picture_url: pictureUrl,
    content_count: z.int().describe('Published items in it'),
  })
  .meta({ id: 'Category' })

export const expertSchema = z
  .object({
    id: z.guid(),
    name: z.string(),
    slug: z.string().nullable(),
    title: z.string().nullable(),
    bio: z.string().nullable(),
    avatar_url: z.string().nullable(),
    content_count: z.int().describe('Published items by them'),
  })
  .meta({ id: 'Expert' })

export const expertDetailSchema = z
  .object({
    ...expertSchema.shape,
    bio_html: z.string().nullable().meta({
      description: 'The same as `bio` with its paragraphs, lists and links, safe to put into a page; null without',
      example: '<p>Teaches <em>breath</em> and rest.</p>',
    }),
  })
  .meta({ id: 'ExpertDetail', description: 'A person who guides, as their page shows them' })

export const seriesSchema = z
  .object({
    id: z.guid(),
    name: z.string().meta({ description: 'Its title', example: 'Seven nights' }),
    slug: z.string(),
    description: z.string().nullable(),
    picture_url: pictureUrl,
    episode_count: z.int().meta({ description: 'Published episodes', example: 7 }),
  })
  .meta({ id: 'Series', description: 'Items that belong together, in an order' })

const named = z.object({ id: z.guid(), name: z.string(), slug: z.string().nullable() })

/** What a card shows. It never carries a media key or URL, locked or not: pictures only. */
export const cardSchema = z
  .object({
    id: z.guid(),
    title: z.string(),
    slug: z.string(),
    description: z.string().nullable(),
    content_type: z.enum(['video', 'audio']),
    access_tier: z.enum(TIERS),
    locked: z.boolean(),
    can_access: z.boolean(),
    thumbnail_url: z.string().nullable().describe('A signed picture; it opens nothing else'),
    duration_seconds: z.int().nullable(),
    category: named.nullable(),
    expert: named.nullable(),
    series: named.nullable(),
    episode_number: z.int().nullable(),
    featured: z.boolean(),
    trending: z.boolean(),
    is_hls_ready: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({
    id: 'ContentCard',
    example: {
      id: '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b',
      title: 'Introduction to Mindfulness',
      slug: 'introduction-to-mindfulness',
      description: 'Ten minutes to arrive.',
      content_type: 'video',
      access_tier: 'free',
      locked: false,
      can_access: true,
      thumbnail_url: 'https://edge.example.com/hls/5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b/thumbnail.jpg?e=1699123456&…',
      duration_seconds: 600,
      category: { id: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', name: 'Mindfulness', slug: 'mindfulness' },
      expert: null,
      series: null,
      episode_number: null,
      featured: true,
      trending: false,
      is_hls_ready: true,
      created_at: '2026-01-01T00:00:00.000Z',
    },
  })

const languageSchema = z
  .object({ language: z.string(), label: z.string() })
  .meta({ id: 'Language', description: 'A language that can be chosen, of sound or of captions' })

const chapterSchema = z
  .object({ title: z.string(), start_seconds: z.number().min(0).describe('Where it begins') })
  .meta({
    id: 'Chapter',
    description: 'A part of the item, from its beginning to where the next one begins',
    example: { title: 'Arriving', start_seconds: 0 },
  })

export const detailSchema = z
  .object({
    ...cardSchema.shape,
    description_html: z.string().nullable().meta({
      description: 'The same with its paragraphs, lists and links, safe to put into a page; null without',
      example: '<p>Ten minutes to <em>arrive</em>.</p>',
    }),
    tags: z.array(z.string()).meta({ description: 'Words that it is found by', example: ['sleep', 'no voice'] }),
    language: z.string().nullable().meta({ description: 'BCP 47; null where nobody said', example: 'en' }),
    poster_url: z.string().nullable(),
    waveform_url: z.string().nullable(),
    can_stream: z.boolean().describe('The tier allows it and the media are ready'),
    upgrade_message: z.string().optional().describe('What would open a locked item'),
    qualities: z.array(z.string()).describe('Rungs of the ladder, whatever the tier'),
    chapters: z.array(chapterSchema).describe('In their order; empty without any'),
    captions: z.array(languageSchema).describe('Languages in which captions can be shown; they play through HLS'),
    audio_languages: z
      .array(languageSchema)
      .describe('Languages that can be heard, the default first; empty where the only one is unknown'),
  })
  .meta({ id: 'ContentDetail' })

export const browseQuery = z.object({ ...filterQuery.shape, sort: z.enum(SORTS).default('newest'), ...paging })

const searchedText = boundedText(200).trim().min(1)

const filtersFromWords = z.stringbool().default(false).meta({
  description:
    'Whether words of `q` that name a length, a type, the free tier or that nobody speaks are read as filters. What stands in quotation marks is not, nor what the parameters say already.',
  example: 'true',
})

export const searchQuery = z.object({
  q: searchedText.meta({
    description: 'Words of titles, descriptions, names and tags, or words that are said',
    example: 'waves, no voice',
  }),
  filters_from_words: filtersFromWords,
  ...filterQuery.shape,
  ...paging,
})

export const suggestQuery = z.object({
  q: searchedText.meta({ description: 'What was typed until now', example: 'slee' }),
  filters_from_words: filtersFromWords,
})

export const pageSchema = z
  .object({
    content: z.array(cardSchema),
    total: z.int().describe('Items on all pages'),
    limit: z.int(),
    offset: z.int(),
    user_authenticated: z.boolean(),
    premium_available: z.boolean().describe('There is content above the free tier'),
  })
  .meta({ id: 'ContentPage' })

const readFiltersSchema = z
  .object({
    content_type: z.enum(['video', 'audio']),
    tier: z.enum(TIERS),
    voice: z.boolean().describe('Whether somebody speaks'),
    min_duration: z.int().describe('Seconds'),
    max_duration: z.int().describe('Seconds'),
  })
  .partial()
  .meta({ id: 'ReadFilters', description: 'The parameters that words were read as', example: { max_duration: 1_200 } })

const readingSchema = z
  .object({
    words: z.string().meta({ description: 'As they were written', example: 'up to 20 minutes' }),
    filters: readFiltersSchema,
    q_without: z.string().meta({ description: 'The question without them', example: 'sleep, no voice' }),
  })
  .meta({ id: 'Reading', description: 'Words of a question that were read as filters' })

export const searchPageSchema = z
  .object({
    ...pageSchema.shape,
    readings: z.array(readingSchema).describe('What was read as filters, in the order of the words'),
    corrected_q: z.string().nullable().meta({
      description: 'The question as it was understood, where words of it were misspelled; null where none was',
      example: 'deep sleep',
    }),
  })
  .meta({ id: 'SearchPage', description: 'One page of what was found, and how the question was understood' })

const suggestionSchema = z
  .object({
    kind: z.enum(['correction', 'content', 'expert', 'series', 'category', 'tag']).meta({
      description: 'What it leads to; a correction is another question',
      example: 'content',
    }),
    text: z
      .string()
      .meta({ description: 'A title, a name, a tag, or the question as it was meant', example: 'Deep Sleep' }),
    id: z.guid().nullable().describe('Of the item, expert, series or category'),
    slug: z.string().nullable().describe('Likewise; null where there is none'),
  })
  .meta({ id: 'Suggestion', description: 'What a text that is being typed may become' })

export const suggestionsSchema = z
  .object({ suggestions: z.array(suggestionSchema).max(8).describe('The best first, eight at most') })
  .meta({ id: 'Suggestions', description: 'What a text that is being typed may become' })

export type SearchPage = z.infer<typeof searchPageSchema>
export type Suggestion = z.infer<typeof suggestionSchema>
export type ShownExpert = z.infer<typeof expertSchema>
export type Card = z.infer<typeof cardSchema>
export type Detail = z.infer<typeof detailSchema>
export type Page = z.infer<typeof pageSchema>
