import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { problemSchema } from '../../../http/problems.ts'
import { rowId } from '../../../text/row-id.ts'
import { countriesField } from './countries-field.ts'
import { contentFields, MEANINGS } from './fields.ts'
import { mediaFields, PICTURE } from './media-schemas.ts'
import { ownerSchema } from './owner-schema.ts'

export const STATUSES = ['draft', 'scheduled', 'published', 'unlisted', 'archived'] as const
export type Status = (typeof STATUSES)[number]

export const statusSchema = z.enum(STATUSES).meta({
  description:
    '`draft`: for the studio alone; `scheduled`: published at `publish_at`; `published`: members find it; `unlisted`: ' +
    'members open it by its address, and no list or search shows it; `archived`: taken down for good',
  example: 'published',
})

export const shelfSchema = z
  .object({ id: z.guid(), name: z.string().meta({ description: 'What it is called', example: 'Sleep' }) })
  .meta({ id: 'StudioShelf', description: 'A category, an expert or a series that an item belongs to' })

const moment = (description: string) => z.iso.datetime().nullable().describe(description)

const itemFields = {
  id: z.guid().describe('The id of the item'),
  title: z.string().meta(MEANINGS.title),
  slug: z.string().meta(MEANINGS.slug),
  content_type: z.enum(['video', 'audio']),
  access_tier: z.enum(TIERS),
  status: statusSchema,
  category: shelfSchema.nullable(),
  expert: shelfSchema.nullable(),
  series: shelfSchema.nullable().describe('The series that it belongs to; null without one'),
  episode_number: z.int().nullable(),
  tags: z.array(z.string()).meta(MEANINGS.tags),
  featured: z.boolean(),
  trending: z.boolean().meta(MEANINGS.trending),
  thumbnail_url: z.string().nullable().describe(PICTURE),
  duration_seconds: z.int().nullable(),
  conversion: z.enum(['pending', 'processing', 'completed', 'failed']).nullable().meta({
    description: 'How the conversion of its media stands; null before there were any',
    example: 'completed',
  }),
  is_playable: z.boolean().meta({ description: 'Whether it can be played, if only in part', example: true }),
  owner: ownerSchema.nullable().describe('Whose it is; null where it was made on the command line'),
  publish_at: moment('When it is published by itself; null unless it is scheduled'),
  publish_zone: z.string().nullable().meta({
    description: 'The time zone (IANA) in which that was chosen; null unless it is scheduled',
    example: 'Europe/Zurich',
  }),
  publish_when_ready: z.boolean().meta({
    description: 'Whether the draft is published as soon as it can be played',
    example: false,
  }),
  published_at: moment('Since when members can open it; null where they never could'),
  review_requested_at: moment('Since when it waits for somebody who may publish it; null unless it does'),
  deleted_at: moment('When it was deleted; null unless it was'),
  gone_at: moment('When what was deleted can no longer be taken back; null unless it was deleted'),
  version: z.int().meta({ description: 'Another one after each change of its fields', example: 3 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime().describe('When something of it changed last'),
}

export const studioItemSchema = z
  .object(itemFields)
  .meta({ id: 'StudioItem', description: 'An item as lists of the studio show it' })

export const studioContentSchema = z
  .object({
    ...itemFields,
    description: z.string().meta(MEANINGS.description),
    language: z.string().nullable().meta(MEANINGS.language),
    countries: countriesField,
    shown_duration_seconds: z.int().nullable().meta(MEANINGS.shown_duration_seconds),
    slug_of_title: z.boolean().meta({
      description: 'Whether the slug is what the title makes, with a number where others have it',
      example: true,
    }),
    ...mediaFields,
    may_edit: z.boolean().meta({ description: 'Whether the caller may change its fields', example: true }),
    may_publish: z.boolean().meta({
      description: 'Whether the caller may publish it; who may only edit it asks for a review',
      example: true,
    }),
  })
  .meta({ id: 'StudioContent', description: 'An item with all that the studio sets and knows of it' })

export type StudioItem = z.infer<typeof studioItemSchema>
export type StudioContent = z.infer<typeof studioContentSchema>

/** What people set of an item, as it is. */
const shownFields = {
  title: z.string().meta(MEANINGS.title),
  slug: z.string().nullable().meta(MEANINGS.slug),
  description: z.string().meta(MEANINGS.description),
  access_tier: z.enum(TIERS),
  category_id: z.guid().nullable().describe('The id of its category; null for none'),
  expert_id: z.guid().nullable().describe('The id of its expert; null for none'),
  series_id: z.guid().nullable().describe('The id of its series; null for none'),
  episode_number: z.int().nullable(),
  tags: z.array(z.string()).meta(MEANINGS.tags),
  language: z.string().nullable().meta(MEANINGS.language),
  countries: countriesField,
  shown_duration_seconds: z.int().nullable().meta(MEANINGS.shown_duration_seconds),
  featured: z.boolean(),
  trending: z.boolean().meta(MEANINGS.trending),
}
export type ContentFields = z.infer<z.ZodObject<typeof shownFields>>

/** Beside what else makes a change fail. */
export const editConflictSchema = problemSchema
  .extend({
    yours: z
      .object(shownFields)
      .partial()
      .optional()
      .meta({ description: 'The fields that the caller wanted to set', example: { title: 'Night sea, part 1' } }),
    theirs: z
      .object({
        ...shownFields,
        version: z.int().meta({ description: 'Their version, by which a change can be sent again', example: 4 }),
      })
      .meta({ id: 'StudioContentFields', description: 'All fields as they are now' })
      .optional(),
  })
  .meta({
    id: 'EditConflictProblem',
    description: 'Somebody else has changed it meanwhile, or it cannot be done as things stand',
  })

const changedFields = z.object(contentFields).partial()

export const newStudioContentSchema = changedFields
  .required({ title: true })
  .extend({
    content_type: z.enum(['video', 'audio']).default('video').describe('What it will be; its media decide later'),
  })
  .meta({ id: 'NewStudioContent', description: 'A draft; what is left out is empty' })

export const contentChangeSchema = changedFields
  .extend({
    version: z.int().min(1).meta({
      description: 'The version that was changed: another one since then means that somebody was quicker',
      example: 3,
    }),
  })
  .meta({ id: 'StudioContentChange', description: 'What shall change; what is left out stays' })

/** Fields, and what they shall be. */
export type FieldChanges = z.infer<typeof changedFields>

export const contentParams = z.object({ id: rowId().meta({ description: 'The id of the item' }) })
