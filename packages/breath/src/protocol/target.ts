import { z } from 'zod'

const phaseMs = z.int().min(0).max(60_000)

/** One cycle of a breathing pattern, in milliseconds; a hold of 0 is none. */
export const targetSchema = z
  .object({
    inhale_ms: phaseMs.min(500),
    hold_in_ms: phaseMs,
    exhale_ms: phaseMs.min(500),
    hold_out_ms: phaseMs,
  })
  .meta({ id: 'BreathTarget', description: 'One cycle of the pattern that the member follows' })

export type Target = z.infer<typeof targetSchema>
