import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { MeditationParts } from '../parts.ts'
import { sessionParams } from '../schemas.ts'
import { countOtherPresets, lockPresets, upsertPreset } from './queries.ts'
import { presetBody, presetSchema } from './schemas.ts'

const MAX_PRESETS = 20

export function putPreset(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/meditation/timer/presets/:id',
    schema: {
      operationId: 'putTimerPreset',
      tags: ['meditation'],
      summary: 'Keep a preset of the timer',
      description: `In place of the one that had this id, which the device chose. ${MAX_PRESETS} a member at the most.`,
      params: sessionParams,
      body: presetBody,
      response: { 200: presetSchema, ...problems(400, 401, 403, 409, 413, 415, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const preset = { id: request.params.id.toLowerCase(), ...request.body }
      await db.transaction(async (tx) => {
        await lockPresets(tx, userId)
        if ((await countOtherPresets(tx, { id: preset.id, userId })) >= MAX_PRESETS)
          throw new AppError('preset_limit', `You have ${MAX_PRESETS} presets. Delete one of them first.`)
        await upsertPreset(tx, userId, preset)
      })
      return preset
    },
  })
}
