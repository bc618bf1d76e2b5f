import { z } from 'zod'
import { COUNTRIES_PATTERN } from './countries.ts'
import { UUID_PATTERN } from './grammar.ts'

const uuid = z.string().regex(new RegExp(`^${UUID_PATTERN}$`))
const unixSeconds = z.int().min(0)
const height = z.int().min(0)
const countries = z.string().regex(new RegExp(`^${COUNTRIES_PATTERN}$`))

const endedStreamSchema = z.object({
  session_id: uuid.nullable().describe('The `sid` of its tokens; null: of any'),
  content_id: uuid.nullable().describe('Its item; null: any'),
  first_e: unixSeconds.describe('The `e` of its first token'),
  last_e: unixSeconds.describe('The `e` of its last token'),
  except: z
    .array(z.object({ content_id: uuid, e: unixSeconds }))
    .max(32)
    .optional()
    .describe('Tokens of streams that go on, where one entry describes many'),
})

const until = unixSeconds.describe('No token that this refuses lives longer, in unix seconds')
const streams = z
  .array(endedStreamSchema)
  .max(32)
  .describe(
    'What refuses tokens that name no session: an entry a token; more than 32 are described by one for any item',
  )

/** One fact about what was ended. A later one of the same kind and id replaces it. */
export const revocationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    id: uuid.describe('The `uid` of the tokens'),
    ended: z.boolean().describe('Suspended or deleted: no stream token opens'),
    max_height: height.describe('No token of a higher cap `q` opens: the tier may have been lowered'),
    streams,
    until,
  }),
  z.object({
    kind: z.literal('sign_in'),
    id: uuid.describe('The sign-in; `sid` of its tokens ends with the same 12 digits'),
    member_id: uuid.describe('The `uid` of the tokens'),
    streams,
    until,
  }),
  z.object({
    kind: z.literal('stream'),
    id: uuid.describe('The `sid` of the tokens'),
    member_id: uuid.describe('The `uid` of the tokens'),
    streams,
    until,
  }),
  z.object({
    kind: z.literal('item'),
    id: uuid.describe('The item'),
    ended: z.boolean().describe('Withdrawn: neither its media nor its pictures open'),
    min_height: height.describe('No stream token with a lower cap `q` opens: the tier may have been raised'),
    sessionless_through_e: unixSeconds.describe('Tokens that name no session and whose `e` is not later do not open'),
    countries: countries
      .default('')
      .describe(
        'Where it may be played: `a` and the countries where it may, `d` and those where not; empty: everywhere',
      ),
    until,
  }),
])

/** A place in the feed of one database; opaque to whoever asks. One without an origin is of an earlier version. */
export const revocationCursorSchema = z
  .string()
  .regex(/^(?:[0-9a-f]{16}-)?[0-9]{1,18}(?:\.[0-9]{1,18}\.[0-9]{1,18})?$/, 'must be a cursor from an answer')

/** What the API answers the edge: facts since a cursor, oldest first, and the cursor to ask with next. */
export const revocationPageSchema = z.object({
  revocations: z.array(revocationSchema).meta({
    description: 'Facts, oldest first; they may come again',
    example: [
      {
        kind: 'sign_in',
        id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        member_id: '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e',
        streams: [],
        until: 1_699_123_456,
      },
    ],
  }),
  cursor: revocationCursorSchema.meta({
    description: 'Ask with it as `since` for what comes after',
    example: '5d41402abc4b2a76-812',
  }),
  more: z.boolean().describe('Whether there is more already: ask again at once'),
  allowed_countries: countries
    .nullable()
    .optional()
    .meta({
      description:
        'Where the API lets anything be played, in the form of `countries`; null where countries do not matter. An edge with other ' +
        'settings opens no streams',
      example: 'aATCHDE',
    }),
})

export type Revocation = z.infer<typeof revocationSchema>
export type EndedStream = z.infer<typeof endedStreamSchema>
export type RevocationPage = z.infer<typeof revocationPageSchema>
