import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { scopeOf } from '../content/rights.ts'
import type { StudioRouteParts } from '../parts.ts'
import { openEventStreams } from './event-streams.ts'

const NEEDED = { permission: 'view_studio_content', stepUp: false } as const

export function events(app: App, parts: StudioRouteParts): void {
  const { guard } = parts
  const streams = openEventStreams(parts)
  app.addHook('preClose', (done) => {
    streams.endAll()
    done()
  })
  permissionRoute(app, guard, NEEDED.permission, {
    method: 'GET',
    url: '/api/studio/events',
    schema: {
      operationId: 'followStudio',
      tags: ['studio'],
      summary: 'Follow conversions and uploads',
      description:
        'Server-sent events: `anew` first, and whenever anything may have changed: ask for everything then; `job` (a ' +
        'MediaJob) and `upload` (an Upload) after each change. Six at a time for each member; it ends with the session, and with the role.',
      response: {
        200: {
          content: { 'text/event-stream': { schema: z.string().meta({ example: 'event: anew\ndata: {}\n\n' }) } },
        },
        ...problems(401, 403, 429, 503),
      },
    },
    handler: async (request, member, reply) => {
      const itemsOf = scopeOf(member)
      const stream = streams.open({
        ...{ sub: member.sub, userId: member.userId, itemsOf },
        mayStay: () =>
          guard.permit(request, NEEDED).then(
            (now) => scopeOf(now) === itemsOf,
            () => false,
          ),
      })
      reply.type('text/event-stream').headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      return stream
    },
  })
}
