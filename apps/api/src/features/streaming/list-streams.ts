import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { StreamingParts } from './parts.ts'
import { runningStreamsFields, toRunningStreams } from './running-streams.ts'

export function listStreams(app: App, { guard, sessions }: StreamingParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/sessions',
    schema: {
      operationId: 'listStreams',
      tags: ['streaming'],
      summary: "The member's streams that run",
      description: 'A stream runs while it is seen: by its heartbeats, or by what its player fetches.',
      response: {
        200: z.object(runningStreamsFields).meta({ id: 'RunningStreams' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, member) => toRunningStreams(await sessions.running(member), member),
  })
}
