import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { progressAt } from './progress.ts'
import { positionSchema, toPosition } from './schemas.ts'

const MAX_SECONDS = 604_800

const body = z
  .object({
    position_seconds: z.number().min(0).max(MAX_SECONDS),
    sequence: z.int().min(1).describe('Greater than the one that the player knew to be stored'),
    moved_back: z.boolean().default(false).describe('True if the member went back on purpose, or began anew'),
    practice_told: z.boolean().default(false).meta({
      description: 'True if what was played until here is told as a session of listening: it counts nothing here',
      example: false,
    }),
  })
  .meta({ id: 'PositionReport' })

export function putPosition(app: App, { guard, clock, findItem, writer }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/streaming/content/:content_id/position',
    schema: {
      operationId: 'putPosition',
      tags: ['streaming'],
      summary: 'Say where the member is in an item',
      description:
        'Stored if `sequence` is greater than the stored one, and the position is not behind the stored one or ' +
        '`moved_back` says that this is meant. The answer is what is stored then, whether it was this report or not: a ' +
        'player goes on counting from its `sequence`.',
      params: z.object({ content_id: z.guid() }),
      body,
      response: { 200: positionSchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const item = findItem(request.params.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      const { position_seconds, sequence, moved_back, practice_told } = request.body
      const report = {
        userId,
        contentId: item.id,
        positionSeconds: position_seconds,
        sequence,
        movedBack: moved_back,
        practiceTold: practice_told,
        ...progressAt(position_seconds, item),
        nowMs: clock.nowMs(),
      }
      return toPosition(await writer.write(report))
    },
  })
}
