import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { boundedText } from '../../../text/bounded-text.ts'
import { humanText } from '../../../text/human-text.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { TOO_DEEP } from '../../../text/markdown.ts'
import { countriesField } from './countries-field.ts'
import { MAX_SLUG_LENGTH, toSlug } from './slug.ts'

export const MAX_TITLE_LENGTH = 200
const MAX_DESCRIPTION_LENGTH = 5_000
const MAX_TAG_LENGTH = 40
export const MOST_TAGS = 20
const MAX_LANGUAGE_LENGTH = 35
const MOST_EPISODES = 10_000
const LONGEST_SECONDS = 7 * 86_400

export const titleField = humanText({ maxLength: MAX_TITLE_LENGTH })
export const slugField = boundedText(MAX_SLUG_LENGTH)
  .refine((slug) => slug === toSlug(slug), 'must be lower-case words joined by hyphens')
  .refine((slug) => !z.guid().safeParse(slug).success, 'must not be an id: addresses have those, too')
export const descriptionField = humanText({
  minLength: 0,
  maxLength: MAX_DESCRIPTION_LENGTH,
  multiline: true,
}).refine((text) => !TOO_DEEP.test(text), 'must not nest lists and quotes that deep')
/** What lists are searched for. */
export const searchField = humanText({ maxLength: MAX_TITLE_LENGTH })
export const tagField = humanText({ maxLength: MAX_TAG_LENGTH }).transform((tag) => tag.toLowerCase())
const languageField = boundedText(MAX_LANGUAGE_LENGTH)
  .transform(languageOf)
  .refine((language) => language !== UNKNOWN_LANGUAGE, 'must be a language, such as en or pt-BR')

/** What each field means, for those who write it and those who read it. */
export const MEANINGS = {
  title: { description: 'What it is called', example: 'Night sea' },
  slug: { description: 'Its name in addresses', example: 'night-sea' },
  description: { description: 'What it is, in Markdown; may be empty', example: 'Ten minutes by the *sea*.' },
  tags: { description: 'Words that people find it by, in lower case', example: ['sleep', 'no voice'] },
  language: { description: 'BCP 47; null where nobody said', example: 'en' },
  shown_duration_seconds: {
    description: 'The length to show where it is not that of the media; null otherwise',
    example: 600,
  },
  trending: { description: 'Whether it stands first among what is trending', example: false },
}

/** What people set of an item. */
export const contentFields = {
  title: titleField.meta(MEANINGS.title),
  slug: slugField
    .nullable()
    .meta({ description: 'Its name in addresses; null: what its title makes', example: 'night-sea' }),
  description: descriptionField.meta(MEANINGS.description),
  access_tier: z.enum(TIERS),
  category_id: z.guid().nullable().describe('The id of its category; null for none'),
  expert_id: z.guid().nullable().describe('The id of its expert; null for none'),
  series_id: z.guid().nullable().describe('The id of its series; null for none'),
  episode_number: z.int().min(1).max(MOST_EPISODES).nullable(),
  tags: z
    .array(tagField)
    .max(MOST_TAGS)
    .refine((tags) => new Set(tags).size === tags.length, 'must name each tag once')
    .meta(MEANINGS.tags),
  language: languageField.nullable().meta(MEANINGS.language),
  countries: countriesField,
  shown_duration_seconds: z.int().min(1).max(LONGEST_SECONDS).nullable().meta(MEANINGS.shown_duration_seconds),
  featured: z.boolean(),
  trending: z.boolean().meta(MEANINGS.trending),
}
