import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { boundedText } from '../../text/bounded-text.ts'

const name = boundedText(120).trim().min(1).normalize('NFC')

/** More than any tag has. */
const MAX_TAG_LENGTH = 120

/** What browse and search can be narrowed by. */
export const filterQuery = z.object({
  category: name.optional().describe('Slug or id'),
  expert: name.optional().describe('Slug or id'),
  series: name.optional().describe('Slug or id'),
  tag: boundedText(MAX_TAG_LENGTH)
    .transform((tag) => tag.trim().normalize('NFC').toLowerCase())
    .optional()
    .meta({ description: 'One of the tags of the item', example: 'sleep' }),
  content_type: z.enum(['video', 'audio']).optional(),
  tier: z.enum(TIERS).optional(),
  featured: z.stringbool().optional(),
  voice: z.stringbool().optional().meta({
    description: 'False: only what can be heard without anybody speaking (the tag `no voice`, or the language `zxx`)',
    example: 'false',
  }),
  min_duration: z.coerce.number().int().min(0).optional().describe('Seconds'),
  max_duration: z.coerce.number().int().min(0).optional().describe('Seconds'),
})

export type Filters = z.infer<typeof filterQuery>

export const SORTS = ['newest', 'oldest', 'title', 'duration', 'featured', 'episode'] as const
export type Sort = (typeof SORTS)[number]
