import { CIRCLE_LIMITS, type Pattern, type Target, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { selectPattern } from '../pattern-queries.ts'
import { targetOf } from '../patterns.ts'
import { newCode } from './codes.ts'
import type { CircleParts } from './parts.ts'
import { insertCircle, lockHost, selectHosted } from './queries.ts'
import { CIRCLE_PATTERNS, circleSchema, minutesSchema, toCircle } from './schemas.ts'

const body = z
  .object({
    pattern: z.enum(CIRCLE_PATTERNS).meta({ description: 'What everybody follows', example: 'box' }),
    target: targetSchema.nullish().meta({ description: "With the pattern 'own' only", example: null }),
    pattern_id: z
      .guid()
      .nullish()
      .meta({ description: "One of the studio's patterns; with the pattern 'studio' only", example: null }),
    minutes: minutesSchema,
  })
  .refine(({ pattern, target }) => (pattern === 'own') === (target != null), {
    path: ['target'],
    error: "goes with the pattern 'own', and only with it",
  })
  .refine(({ pattern, pattern_id }) => (pattern === 'studio') === (pattern_id != null), {
    path: ['pattern_id'],
    error: "goes with the pattern 'studio', and only with it",
  })
  .meta({ id: 'CircleOpening', description: 'What the circle shall follow, and for how long' })

export function openCircle(app: App, { guard, db, clock, random, backendUrl }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/circles',
    schema: {
      operationId: 'openCircle',
      tags: ['meditation'],
      summary: 'Open a circle',
      description:
        'Whoever opens it is its host, and hosts one at a time. Others join by its code, also once it has begun. It waits ' +
        `${CIRCLE_LIMITS.waitsForMs / 3_600_000} hours to be begun.`,
      body,
      response: { 201: circleSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async ({ body: { pattern, target, pattern_id, minutes } }, { userId }, reply) => {
      const followed = await pacedBy(db, { pattern, target: target ?? null, patternId: pattern_id ?? null })
      const nowMs = clock.nowMs()
      const circle = {
        id: random.uuid(),
        userId,
        code: newCode(random),
        pattern,
        ...followed,
        durationMs: wholeBreaths(followed.target, minutes),
        openedAtMs: nowMs,
        endsAtMs: nowMs + CIRCLE_LIMITS.waitsForMs,
      }
      const row = await db.transaction(async (tx) => {
        await lockHost(tx, userId)
        if (await selectHosted(tx, { userId, nowMs }))
          throw new AppError('circle_open', 'You have a circle that is open. End it before you open another one.')
        return insertCircle(tx, circle)
      })
      return reply.code(201).send(toCircle(row, { userId, nowMs, backendUrl }))
    },
  })
}

interface Chosen {
  pattern: Pattern
  target: Target | null
  patternId: string | null
}

/** @throws AppError `not_found` for a pattern of the studio that was taken back meanwhile. */
async function pacedBy(db: Database, chosen: Chosen): Promise<{ patternName: string | null; target: Target }> {
  const ofStudio = chosen.patternId ? await selectPattern(db, chosen.patternId) : undefined
  const target = targetOf(chosen.pattern, ofStudio?.target ?? chosen.target)
  if (!target) throw new AppError('not_found', 'This breathing pattern is no longer offered. Choose another one.')
  return { patternName: ofStudio?.name ?? null, target }
}

/** So that nobody is cut off in the middle of a breath. */
function wholeBreaths({ inhale_ms, hold_in_ms, exhale_ms, hold_out_ms }: Target, minutes: number): number {
  const cycleMs = inhale_ms + hold_in_ms + exhale_ms + hold_out_ms
  return Math.ceil((minutes * 60_000) / cycleMs) * cycleMs
}
