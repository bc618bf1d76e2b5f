import { PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'

/** As long as the timer may be. */
const MAX_MINUTES = 180
export const EXAMPLE_ID = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11'

/** Of a step in all that is told and asked. */
export const EXAMPLE_STEP = { kind: 'timer', id: EXAMPLE_ID, minutes: 5, bell: true } as const

export const contentId = z.guid().toLowerCase().meta({ description: 'The item that it plays', example: EXAMPLE_ID })

const practice = {
  id: z.guid().toLowerCase().meta({ description: 'Of this step, as the device chose it', example: EXAMPLE_ID }),
  minutes: z.int().min(1).max(MAX_MINUTES).meta({ description: 'How long it lasts', example: 5 }),
}

export const timerStep = z
  .object({
    kind: z.literal('timer').meta({ description: 'What kind of step it is', example: 'timer' }),
    ...practice,
    bell: z.boolean().meta({ description: 'Whether a bell begins it, and another one ends it', example: true }),
  })
  .meta({ id: 'RoutineTimer', description: 'A step of silence' })

/** The studio may change or hide one of its patterns: whoever puts it into a routine keeps what it was, as an own one. */
export const breathStep = z
  .object({
    kind: z.literal('breath').meta({ description: 'What kind of step it is', example: 'breath' }),
    ...practice,
    pattern: z
      .enum(PATTERNS)
      .exclude(['none', 'studio'])
      .meta({ description: 'What the breath follows', example: 'coherent' }),
    target: targetSchema.nullable().describe("With the pattern 'own' only"),
  })
  .refine(({ pattern, target }) => (pattern === 'own') === (target !== null), {
    path: ['target'],
    error: "goes with the pattern 'own', and only with it",
  })
  .meta({ id: 'RoutineBreath', description: 'A step that is breathed by a pattern' })

export const itemKind = z.literal('item').meta({ description: 'What kind of step it is', example: 'item' })

export const stepChoice = z
  .discriminatedUnion('kind', [
    z
      .object({ kind: itemKind.default('item'), content_id: contentId })
      .meta({ id: 'RoutineItemChoice', description: 'A step that plays an item' }),
    timerStep,
    breathStep,
  ])
  .meta({ id: 'RoutineStepChoice', description: 'A step to keep', example: EXAMPLE_STEP })

export const storedSteps = z.array(stepChoice)

/** What a step has that no other one has. */
export function keyOf(step: z.infer<typeof stepChoice>): string {
  return step.kind === 'item' ? step.content_id : step.id
}
