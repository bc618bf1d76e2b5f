import { z } from 'zod'

/** What a circle is held to: people who breathe at one pace. */
export const CIRCLE_LIMITS = {
  members: 50,
  minMinutes: 1,
  maxMinutes: 60,
  /** A circle that nobody begins is over after so long, and its code with it. */
  waitsForMs: 2 * 3_600_000,
  /** Between the begin and the first inhale: by then everybody has been told. */
  leadMs: 5_000,
  /** How often togetherness and the count of members are told, at the most. */
  tellEveryMs: 1_000,
  /** With fewer who listen, a mean would tell one of them of another. */
  listenersToTell: 3,
  /** A `near` counts for so long. */
  nearForMs: 5_000,
  /** The place of somebody whose socket was lost. */
  placeHeldMs: 60_000,
  socketsPerMember: 3,
} as const

const stateSchema = z
  .object({
    type: z.literal('circle'),
    is_host: z.boolean(),
    started_at_ms: z
      .number()
      .nullable()
      .meta({ description: 'When the first inhale begins, by the clock of `time`; null while the circle gathers' }),
    ends_at_ms: z.number().meta({ description: 'When it is over, by the same clock, begun or not' }),
  })
  .meta({ id: 'CircleState', description: 'How the circle stands: first of all, and when it begins' })

const timeSchema = z
  .object({
    type: z.literal('time'),
    client_ms: z.number().meta({ description: 'What the question said' }),
    server_ms: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
  })
  .meta({ id: 'CircleTime', description: 'The answer to `time`, at once' })

const togetherSchema = z
  .object({
    type: z.literal('together'),
    members: z.int().min(0).meta({ description: 'How many are here' }),
    light: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({
        description: `The mean of what those who listen said in \`near\`; null while fewer than ${CIRCLE_LIMITS.listenersToTell} do`,
      }),
  })
  .meta({
    id: 'CircleTogether',
    description: 'What the circle is as a whole; once a second at the most, when it changed',
  })

const endedSchema = z
  .object({ type: z.literal('ended') })
  .meta({ id: 'CircleEnded', description: 'Its time is over, or its host has ended it; then 1000' })

export const circleServerMessageSchema = z
  .discriminatedUnion('type', [stateSchema, timeSchema, togetherSchema, endedSchema])
  .meta({ id: 'CircleServerMessage' })
export type CircleServerMessage = z.infer<typeof circleServerMessageSchema>

const askTimeSchema = z
  .object({
    type: z.literal('time'),
    client_ms: z.number().meta({ description: 'Comes back as it is; what its clock counts from is the client’s' }),
  })
  .meta({
    id: 'CircleTimeQuestion',
    description: 'Asks for the time. Of several answers the one that took the least tells most exactly',
  })

const nearSchema = z
  .object({
    type: z.literal('near'),
    value: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: '0 to 1; null: not listened to any more, or too little was heard' }),
  })
  .meta({
    id: 'CircleNear',
    description:
      `How near the breath is to the pace, about once a second; forgotten after ${CIRCLE_LIMITS.nearForMs / 1000} s, and ` +
      'told to nobody but as part of a mean',
  })

const leaveSchema = z
  .object({ type: z.literal('leave') })
  .meta({ id: 'CircleLeave', description: 'Gives up the place; then 1000' })

export const circleClientMessageSchema = z
  .discriminatedUnion('type', [askTimeSchema, nearSchema, leaveSchema])
  .meta({ id: 'CircleClientMessage' })
export type CircleClientMessage = z.infer<typeof circleClientMessageSchema>
