import { targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts } from './parts.ts'
import { selectPatterns } from './pattern-queries.ts'

const patternSchema = z
  .object({
    id: z.guid().describe('Its id, which a session is started with'),
    name: z.string().meta({ description: 'What it is called', example: 'Slow wave' }),
    words: z
      .string()
      .meta({ description: 'What it is good for; may be empty', example: 'A long way out, for the evening.' }),
    target: targetSchema,
  })
  .meta({ id: 'BreathPattern', description: 'A pattern of breath that can be chosen' })

const patternsSchema = z
  .object({ patterns: z.array(patternSchema).describe('In the order in which they are shown') })
  .meta({ id: 'BreathPatterns', description: 'What the studio offers beside the patterns that every installation has' })

/** Read from the database each time: there are few, and nobody asks often. */
export function listPatterns(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/patterns',
    schema: {
      operationId: 'listPatterns',
      tags: ['meditation'],
      summary: 'List the breathing patterns of the studio',
      description: 'A session follows one of them by the pattern `studio` and its `pattern_id`.',
      response: { 200: patternsSchema, ...problems(401, 403, 503) },
    },
    handler: async () => ({ patterns: await selectPatterns(db) }),
  })
}
