import type { z } from 'zod'
import { audienceSchema } from './audience.ts'
import { shownBlocks } from './content/blocks.ts'
import type { CampaignRow } from './queries.ts'
import type { campaignSchema } from './schemas.ts'

export function toCampaign(row: CampaignRow): z.infer<typeof campaignSchema> {
  const { last_subscriber_id: _cursor, letter: _letter, past_deliveries: _past, ...shown } = row
  return {
    ...shown,
    blocks: shownBlocks.parse(row.blocks),
    audience: audienceSchema.parse(row.audience),
    starts_at: row.starts_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
