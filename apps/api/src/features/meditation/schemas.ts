import { eventTypeSchema, PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import { humanText } from '../../text/human-text.ts'

/** What may be started at the server; a timer's session is told of when it is over, and listening follows from positions. */
export const STARTED_TYPES = ['guided', 'free_practice'] as const

const SESSION_TYPES = [...STARTED_TYPES, 'timer', 'listening'] as const

const moodSchema = z.int().min(1).max(5).nullable()

/** What a member says of a session themselves. */
export const reflection = {
  mood_before: moodSchema.describe('How it was before, from 1 (heavy) to 5 (bright); null: not said'),
  mood_after: moodSchema.describe('How it was afterwards, likewise'),
  note: humanText({ maxLength: 2_000, multiline: true }).nullable().describe('In own words; null: none'),
}

/** A body that may be left out: it is empty then. */
export function optionalBody<Body extends z.ZodObject>(body: Body) {
  return z.preprocess((sent) => sent ?? {}, body)
}

/** What a client says of its pauses; it can only shorten the duration that the server measured. */
export const pausedSecondsSchema = z.int().min(0)

export const sessionParams = z.object({ id: z.guid() })

const practisedSchema = z
  .object({
    id: z.guid(),
    title: z.string(),
    slug: z.string(),
    content_type: z.enum(['video', 'audio']),
  })
  .meta({ id: 'PractisedContent', description: 'The title that a guided session followed' })

const begun = {
  session_id: z.guid(),
  session_type: z.enum(SESSION_TYPES),
  content: practisedSchema.nullable().describe('Null for free practice, and when the title was taken away since'),
  pattern: z.enum(PATTERNS),
  pattern_name: z
    .string()
    .nullable()
    .meta({ description: "What the studio's pattern was called then; null for any other one", example: 'Slow wave' }),
  target: targetSchema.nullable().describe('Null without a pattern'),
  started_at: z.iso.datetime(),
  store_breath: z.boolean().describe('False: only minutes are kept, nothing of the breath'),
}

export const startedSessionSchema = z
  .object({ ...begun, websocket_url: z.string().describe('Where the breath of this session goes') })
  .meta({ id: 'StartedSession' })

export const summarySchema = z
  .object({
    ...begun,
    ended_at: z.iso.datetime().nullable().describe('Null while the session runs'),
    duration_seconds: z.int().nullable().describe('Measured by the server, pauses left out'),
    completed: z.boolean().describe('The member ended it; false also for one that was left and closed later'),
    was_heard: z.boolean().describe('Sound of a microphone arrived; false: the session was paced only'),
    total_breaths: z.int(),
    avg_breath_duration: z.number().nullable().describe('Seconds a breath'),
    breath_consistency_score: z.number().nullable().describe('0 to 1'),
    inhale_exhale_ratio: z.number().nullable(),
    quality_score: z.number().nullable().describe('0 to 1: how well the breath could be detected'),
    ...reflection,
    note: z.string().nullable(),
  })
  .meta({
    id: 'SessionSummary',
    example: {
      session_id: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11',
      session_type: 'free_practice',
      content: null,
      pattern: 'box',
      pattern_name: null,
      target: { inhale_ms: 4000, hold_in_ms: 4000, exhale_ms: 4000, hold_out_ms: 4000 },
      started_at: '2026-01-01T07:00:00.000Z',
      store_breath: true,
      ended_at: '2026-01-01T07:05:00.000Z',
      duration_seconds: 300,
      completed: true,
      was_heard: true,
      total_breaths: 18,
      avg_breath_duration: 16.1,
      breath_consistency_score: 0.86,
      inhale_exhale_ratio: 0.98,
      quality_score: 0.79,
      mood_before: 2,
      mood_after: 4,
      note: 'Rain at the window.',
    },
  })

export const timelineEventSchema = z
  .object({
    event_type: eventTypeSchema,
    t_ms: z.int().describe('Since the start of the session'),
    duration_ms: z.int().nullable(),
    confidence_score: z.number().nullable(),
    breath_number: z.int().nullable(),
    is_consistent: z.boolean().nullable(),
    deviation_from_target: z.number().nullable().describe('0.1: a tenth longer than the target'),
  })
  .meta({ id: 'TimelineEvent' })

export const statsSchema = z
  .object({
    ...summarySchema.shape,
    breaths_per_minute: z.number().nullable(),
    minutes: z.array(z.object({ minute: z.int().describe('0: the first'), breaths_per_minute: z.number().nullable() })),
    timeline: z.array(timelineEventSchema).describe('Finished phases, in order'),
  })
  .meta({ id: 'SessionStats' })

export type Summary = z.infer<typeof summarySchema>
export type TimelineEvent = z.infer<typeof timelineEventSchema>
