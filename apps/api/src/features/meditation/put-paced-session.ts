import { PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts } from './parts.ts'
import { targetOf } from './patterns.ts'
import { sessionParams, summarySchema } from './schemas.ts'
import { MAX_AGE_DAYS, storeTold, toldFields } from './told-session.ts'

/** The studio may have changed one of its patterns since: what was followed is told as the member's own. */
const TOLD_PATTERNS = PATTERNS.filter((pattern) => pattern !== 'studio')

const body = z
  .object({
    ...toldFields,
    pattern: z.enum(TOLD_PATTERNS).default('none'),
    target: targetSchema.nullish().describe("With the pattern 'own' only"),
  })
  .refine(({ pattern, target }) => (pattern === 'own') === (target != null), {
    path: ['target'],
    error: "goes with the pattern 'own', and only with it",
  })
  .meta({ id: 'PacedSession', description: 'A session of free practice without a microphone, when it is over' })

export function putPacedSession(app: App, parts: MeditationParts): void {
  memberRoute(app, parts.guard, {
    method: 'PUT',
    url: '/api/meditation/paced/sessions/:id',
    schema: {
      operationId: 'putPacedSession',
      tags: ['meditation'],
      summary: 'Tell of a paced session',
      description:
        `Once it is over: one that was done without a network, up to ${MAX_AGE_DAYS} days later. The id is chosen by the ` +
        'device: told again, the first telling counts, and is answered.',
      params: sessionParams,
      body,
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id }, body: { pattern, target: own, ...told } }, member) => {
      const target = targetOf(pattern, own ?? null)
      return storeTold(parts, member, { id, sessionType: 'free_practice', pattern, target, contentId: null }, told)
    },
  })
}
