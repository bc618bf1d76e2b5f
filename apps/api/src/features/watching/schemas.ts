import { z } from 'zod'
import type { PositionRow } from './queries.ts'

export const positionSchema = z
  .object({
    position_seconds: z.number(),
    sequence: z.int().describe('0 for an item that was never begun'),
    under_way: z.boolean(),
    watched: z.boolean(),
    updated_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WatchPosition' })

export function toPosition(row: PositionRow | undefined): z.infer<typeof positionSchema> {
  if (!row) return { position_seconds: 0, sequence: 0, under_way: false, watched: false, updated_at: null }
  return {
    position_seconds: row.position_seconds,
    sequence: row.sequence,
    under_way: row.under_way,
    watched: row.watched_at !== null,
    updated_at: row.updated_at.toISOString(),
  }
}
