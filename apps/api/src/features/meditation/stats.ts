import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { selectAllEvents } from './events.ts'
import { minuteRates } from './minute-rates.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import type { EventRow } from './queries.ts'
import { sessionParams, statsSchema, type TimelineEvent } from './schemas.ts'
import { ratePerMinute, toSummary } from './summary.ts'

export function stats(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/sessions/:id/stats',
    schema: {
      operationId: 'getSessionStats',
      tags: ['meditation'],
      summary: 'Get session stats',
      description:
        'The session in numbers, its rate minute by minute, and every finished phase. It may be asked for while the session runs.',
      params: sessionParams,
      response: { 200: statsSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async (request, member) => {
      const session = await requireSession(db, { id: request.params.id, userId: member.userId })
      const events = await selectAllEvents(db, session.id)
      return {
        ...toSummary(session),
        breaths_per_minute: ratePerMinute(session.avg_breath_duration),
        minutes: minuteRates(events),
        timeline: events.map(toTimelineEvent),
      }
    },
  })
}

function toTimelineEvent(event: EventRow): TimelineEvent {
  return {
    event_type: event.event_type,
    t_ms: event.t_ms,
    duration_ms: event.duration_ms,
    confidence_score: event.confidence_score,
    breath_number: event.breath_number,
    is_consistent: event.is_consistent,
    deviation_from_target: event.deviation_from_target,
  }
}
