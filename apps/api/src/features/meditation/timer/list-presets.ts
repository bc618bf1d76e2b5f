import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { MeditationParts } from '../parts.ts'
import { selectPresets } from './queries.ts'
import { presetSchema } from './schemas.ts'

export function listPresets(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/timer/presets',
    schema: {
      operationId: 'listTimerPresets',
      tags: ['meditation'],
      summary: 'List own presets of the timer',
      description: 'The oldest first.',
      response: {
        200: z
          .object({ presets: z.array(presetSchema).describe('The oldest first') })
          .meta({ id: 'TimerPresets', description: 'Own presets of the timer' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, { userId }) => ({ presets: await selectPresets(db, userId) }),
  })
}
