import { z } from 'zod'
import { TIERS } from '../../access/tiers.ts'
import { boundedText } from '../../text/bounded-text.ts'
import type { Item } from './item.ts'

const name = boundedText(120).trim().min(1).normalize('NFC')

/** What browse and search can be narrowed by. */
export const filterQuery = z.object({
  category: name.optional().describe('Slug or id'),
  expert: name.optional().describe('Slug or id'),
  series: name.optional().describe('Slug or id'),
  content_type: z.enum(['video', 'audio']).optional(),
  tier: z.enum(TIERS).optional(),
  featured: z.stringbool().optional(),
  min_duration: z.coerce.number().int().min(0).optional().describe('Seconds'),
  max_duration: z.coerce.number().int().min(0).optional().describe('Seconds'),
})

/** Whether an item passes all filters that are set. */
export function matching(filters: z.infer<typeof filterQuery>): (item: Item) => boolean {
  const { category, expert, series, content_type, tier, featured, min_duration = 0, max_duration } = filters
  return (item) =>
    (category === undefined || isNamed(item.category, category)) &&
    (expert === undefined || isNamed(item.expert, expert)) &&
    (series === undefined || isNamed(item.series, series)) &&
    (content_type === undefined || item.contentType === content_type) &&
    (tier === undefined || item.accessTier === tier) &&
    (featured === undefined || item.featured === featured) &&
    (item.durationSeconds ?? 0) >= min_duration &&
    (max_duration === undefined || (item.durationSeconds ?? 0) <= max_duration)
}

function isNamed(thing: { id: string; slug: string | null } | null, slugOrId: string): boolean {
  return thing !== null && (thing.slug === slugOrId || thing.id === slugOrId.toLowerCase())
}
