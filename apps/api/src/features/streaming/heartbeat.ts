import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problemSchema, problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { type Beat, END_REASONS, type EndReason } from './lease-states.ts'
import type { StreamingParts } from './parts.ts'
import { HEARTBEAT_SECONDS } from './sessions.ts'

const endedSchema = problemSchema
  .extend({
    reason: z.enum(END_REASONS).describe('What ended it'),
    by_device: z.string().optional().describe('The device that took it over, in words'),
  })
  .meta({ id: 'StreamEndedProblem', description: 'The stream has ended: why, and by which device' })

const RUNS = { heartbeat_seconds: HEARTBEAT_SECONDS }
const RUNS_BYTES = Buffer.from(JSON.stringify(RUNS))

const WORDS: Record<EndReason, string> = {
  taken_over: 'Another device has taken this stream over. Start it again to take it back.',
  ended_by_member: 'This stream was ended. Start it again to go on.',
  no_place: 'This stream was silent for a while, and others run in its place. Start it again to take one over.',
  signed_out: 'You were signed out. Sign in to go on.',
  tier_changed: 'Your subscription has changed. Start the stream again to go on with what it includes.',
  withdrawn: 'This content is not available any more.',
}

export function heartbeat(app: App, { guard, renewals }: StreamingParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    routine: true,
    url: '/api/streaming/sessions/:id/heartbeat',
    schema: {
      operationId: 'sendStreamHeartbeat',
      tags: ['streaming'],
      summary: 'A player still plays',
      description:
        `Sent every ${HEARTBEAT_SECONDS} s by the sign-in that began the stream. After a minute of silence its place is free; ` +
        'the next heartbeat takes one if there is one. 409 when it has ended: its addresses open nothing any more.',
      params: z.object({ id: z.guid() }),
      response: {
        200: z.object({ heartbeat_seconds: z.int() }).meta({ id: 'StreamHeartbeat' }),
        409: endedSchema,
        ...problems(400, 401, 403, 404, 413, 415, 503),
      },
    },
    // A player sends one every half minute, and nearly all find what is known.
    cached: ({ params }, member) => {
      const { id } = params as { id: string }
      const answerIf = (isKnown: boolean) => (isKnown ? RUNS_BYTES : undefined)
      const known = renewals.known(member, id)
      return typeof known === 'boolean' ? answerIf(known) : known.then(answerIf)
    },
    handler: async (request, member) => {
      const beat = await renewals.beat(member, request.params.id.toLowerCase())
      if (beat.outcome === 'unknown') throw new AppError('not_found', 'Stream not found')
      if (beat.outcome === 'ended') throw streamEnded(beat)
      return RUNS
    },
  })
}

function streamEnded({ reason, byDevice }: Extract<Beat, { outcome: 'ended' }>): AppError {
  return new AppError('stream_ended', WORDS[reason], { members: { reason, ...(byDevice && { by_device: byDevice }) } })
}
