import { z } from 'zod'
import { UUID_PATTERN } from './grammar.ts'

const uuid = z.string().regex(new RegExp(`^${UUID_PATTERN}$`))

/** As many as fit into a body that the API takes. */
export const MOST_SEEN = { streams: 2_000, tokens: 200 }

const MEMBER = '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e'
const ITEM = '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b'
const STREAM = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

const tokenSchema = z.object({
  member_id: uuid.meta({ example: MEMBER }),
  content_id: uuid.meta({ example: ITEM }),
  e: z.int().min(0).meta({ description: 'When the token expires, in unix seconds', example: 1_699_123_456 }),
})

/** What an edge tells of the last seconds: whose media were fetched. */
export const seenReportSchema = z.object({
  streams: z
    .array(uuid)
    .max(MOST_SEEN.streams)
    .meta({ description: 'The `sid` of the tokens that were used', example: [STREAM] }),
  tokens: z
    .array(tokenSchema)
    .max(MOST_SEEN.tokens)
    .meta({
      description: 'Those that name no session: `uid`, item and `e`, which no other stream of that member and item has',
      example: [{ member_id: MEMBER, content_id: ITEM, e: 1_699_123_456 }],
    }),
})

export type SeenReport = z.infer<typeof seenReportSchema>
