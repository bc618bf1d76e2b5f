import { z } from 'zod'
import { UUID_PATTERN } from './grammar.ts'

const uuid = z.string().regex(new RegExp(`^${UUID_PATTERN}$`))

/** As many as fit into a body that the API takes. */
export const MOST_SEEN = { streams: 2_000, tokens: 200 }

/** What an edge tells of the last seconds: whose media were fetched. */
export const seenReportSchema = z.object({
  streams: z.array(uuid).max(MOST_SEEN.streams).describe('The `sid` of the tokens that were used'),
  tokens: z
    .array(z.object({ member_id: uuid, content_id: uuid, e: z.int().min(0) }))
    .max(MOST_SEEN.tokens)
    .describe('Those that name no session: `uid`, item and `e`, which no other stream of that member and item has'),
})

export type SeenReport = z.infer<typeof seenReportSchema>
