import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { markResumed } from './end-queries.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { sessionParams, startedSessionSchema } from './schemas.ts'
import { socketUrlOf } from './socket-url.ts'
import { toSummary } from './summary.ts'

export function resume(app: App, { guard, db, backendUrl }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/sessions/:id/resume',
    schema: {
      operationId: 'resumeSession',
      tags: ['meditation'],
      summary: 'Go on with a running session',
      description:
        'After its page was closed or loaded again: what `leave` said no longer holds. Answers as the start did; the time ' +
        'away is told as paused when the session is completed. 409 once the session has ended.',
      params: sessionParams,
      response: { 200: startedSessionSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const own = { id: request.params.id, userId: member.userId }
      const session = toSummary(await requireSession(db, own))
      if (!(await markResumed(db, own))) throw new AppError('already_ended', 'The session has ended')
      const { session_id, session_type, content, pattern, pattern_name, target, started_at, store_breath } = session
      const begun = { session_id, session_type, content, pattern, pattern_name, target, started_at, store_breath }
      return { ...begun, websocket_url: socketUrlOf(backendUrl, session_id) }
    },
  })
}
