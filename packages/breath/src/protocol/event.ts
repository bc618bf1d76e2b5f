import { z } from 'zod'

export const eventTypeSchema = z.enum(['inhaling', 'exhaling', 'holding', 'idle'])
export type EventType = z.infer<typeof eventTypeSchema>

/** `start` announces a phase, provisionally named; `end` is final; `revise` renames a phase that has ended. */
export const phaseStateSchema = z.enum(['start', 'end', 'revise'])

/** Why nothing counts at the moment, or what spoils the sound. */
export const reasonSchema = z.enum([
  'none',
  'calibrating',
  'no_breath_heard',
  'speech_or_music',
  'short_noises',
  'constant_noise',
  'too_quiet',
  'clipping',
  'gated',
  'gap',
])
export type QualityReason = z.infer<typeof reasonSchema>

/** One phase of a breath. Times are on the session's audio clock, from its first sample. */
export const phaseEventSchema = z
  .object({
    type: z.literal('phase'),
    seq: z.int().min(1).meta({ description: 'Counts the events of a session; the same after a replay' }),
    id: z.int().min(1).meta({ description: 'Names the phase: its start, end and revisions share it' }),
    state: phaseStateSchema.meta({ description: 'A start is a guess, an end is final, a revise corrects an end' }),
    event_type: eventTypeSchema,
    t_ms: z.int().min(0).meta({ description: "Its beginning, on the session's audio clock" }),
    duration_ms: z.int().min(0).meta({ description: 'So far, until it has ended' }),
    volume_rms: z.number().min(0).max(1),
    spectral_centroid: z.number().min(0).max(8_000).meta({ description: 'Hz' }),
    confidence_score: z.number().min(0).max(1).meta({ description: 'Of those with 0.8, four in five are right' }),
    breath_number: z.int().min(0).meta({ description: 'Breaths of the session so far, this one included' }),
    is_consistent: z.boolean().nullable().meta({ description: 'Within a fifth of the usual, or of the target' }),
    deviation_from_target: z.number().min(-9.99).max(9.99).nullable().meta({ description: '0.1: a tenth too long' }),
    provisional: z.boolean(),
  })
  .meta({ id: 'BreathPhase', description: 'A phase of the breath begins, ends, or is named anew' })

export type PhaseEvent = z.infer<typeof phaseEventSchema>

/** What a session amounts to so far; null until it was heard often enough. Within the columns that store it. */
export const sessionMetricsSchema = z
  .object({
    total_breaths: z.int().min(0),
    breaths_per_minute: z.number().min(0).max(999.99).nullable(),
    avg_breath_duration: z.number().min(0).max(999.99).nullable().meta({ description: 'Seconds a breath' }),
    breath_consistency_score: z.number().min(0).max(1).nullable(),
    inhale_exhale_ratio: z.number().min(0).max(9.99).nullable(),
    quality_score: z.number().min(0).max(1).nullable(),
  })
  .meta({ id: 'BreathMetrics' })

export type SessionMetrics = z.infer<typeof sessionMetricsSchema>

/** Before anything was heard. */
export const NO_METRICS: SessionMetrics = {
  total_breaths: 0,
  breaths_per_minute: null,
  avg_breath_duration: null,
  breath_consistency_score: null,
  inhale_exhale_ratio: null,
  quality_score: null,
}

export const qualitySchema = z
  .object({
    level_db: z.number().min(-120).max(0).meta({ description: 'Loudness now, dBFS' }),
    snr_db: z.number().min(0).max(120).meta({ description: 'Breath over room' }),
    clipping: z.boolean(),
    gated: z.boolean().meta({ description: 'The device silences what it takes for noise' }),
    reason: reasonSchema,
  })
  .meta({ id: 'BreathQuality' })

export type Quality = z.infer<typeof qualitySchema>
