import { z } from 'zod'
import type { Member } from '../../access/member.ts'
import { problemSchema } from '../../http/problems.ts'
import { humanText } from '../../text/human-text.ts'
import type { RoutineParts } from './parts.ts'
import type { RoutineRow } from './queries.ts'
import {
  breathStep,
  contentId,
  EXAMPLE_ID,
  EXAMPLE_STEP,
  itemKind,
  keyOf,
  stepChoice,
  storedSteps,
  timerStep,
} from './steps.ts'

const MAX_STEPS = 100

const version = z.int().min(1).meta({ description: 'Counts its changes', example: 3 })

export const routineParams = z.object({
  id: z.guid().meta({ description: 'Of the routine', example: EXAMPLE_ID }),
})

export const routineBody = z
  .object({
    name: humanText({ maxLength: 60 }).meta({ description: 'What the member calls it', example: 'Bedtime' }),
    version: z.int().min(0).meta({ description: 'The one that was changed; 0 for a new routine', example: 3 }),
    steps: z
      .array(stepChoice)
      .max(MAX_STEPS)
      .refine((steps) => new Set(steps.map(keyOf)).size === steps.length, 'must name each item and each id once')
      .meta({ description: 'In their order', example: [{ kind: 'item', content_id: EXAMPLE_ID }] }),
  })
  .meta({ id: 'RoutineChange', description: 'A routine as it is to be' })

const head = {
  id: z.guid().meta({ description: 'As the device chose it', example: EXAMPLE_ID }),
  name: z.string().meta({ description: 'What the member calls it', example: 'Bedtime' }),
  version,
  updated_at: z.iso.datetime().meta({ description: 'When it was changed last', example: '2026-01-01T07:00:00.000Z' }),
}

export const routineListSchema = z
  .object({
    routines: z
      .array(
        z
          .object({ ...head, step_count: z.int().meta({ description: 'How many steps it has', example: 4 }) })
          .meta({ id: 'RoutineSummary', description: 'A routine without its steps' }),
      )
      .meta({ description: 'The oldest first', example: [] }),
  })
  .meta({ id: 'Routines', description: 'Own routines' })

export function routineSchema({ cards }: RoutineParts) {
  const item = z
    .object({
      kind: itemKind,
      content_id: contentId,
      item: cards.schema
        .nullable()
        .meta({ description: 'Null for what was taken down; `locked` where the plan does not open it' }),
    })
    .meta({ id: 'RoutineItem', description: 'A step that plays an item' })
  const shown = z
    .discriminatedUnion('kind', [item, timerStep, breathStep])
    .meta({ id: 'RoutineStep', description: 'A step, with what it plays', example: EXAMPLE_STEP })
  return z
    .object({ ...head, steps: z.array(shown).meta({ description: 'In their order', example: [] }) })
    .meta({ id: 'Routine', description: 'What a member plays and practises, one after another' })
}

export function conflictSchema(parts: RoutineParts) {
  return problemSchema.extend({ theirs: routineSchema(parts).optional().describe('All as it is now') }).meta({
    id: 'RoutineConflictProblem',
    description: 'Another device has changed it meanwhile, or there are too many',
  })
}

export function toRoutine({ cards }: RoutineParts, member: Member, row: RoutineRow) {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    updated_at: row.updated_at.toISOString(),
    steps: storedSteps
      .parse(row.steps)
      .map((step) => (step.kind === 'item' ? { ...step, item: cards.shownTo(member, step.content_id) ?? null } : step)),
  }
}
