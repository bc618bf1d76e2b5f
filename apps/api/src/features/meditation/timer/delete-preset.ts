import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { MeditationParts } from '../parts.ts'
import { sessionParams } from '../schemas.ts'
import { deletePresetRow } from './queries.ts'

export function deletePreset(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/meditation/timer/presets/:id',
    schema: {
      operationId: 'deleteTimerPreset',
      tags: ['meditation'],
      summary: 'Delete a preset of the timer',
      description: 'Also answered so when there is none.',
      params: sessionParams,
      response: { 204: z.null(), ...problems(400, 401, 403, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      await deletePresetRow(db, { id: request.params.id, userId })
      reply.code(204)
    },
  })
}
