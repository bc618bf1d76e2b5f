import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { requireSession } from '../own-session.ts'
import type { MeditationParts } from '../parts.ts'
import { reflection, sessionParams, summarySchema } from '../schemas.ts'
import { toSummary } from '../summary.ts'
import { insertTimerSession } from './queries.ts'

const MAX_SECONDS = 24 * 3600
const MS_PER_DAY = 86_400_000
/** Told later than that, it is more likely a wrong clock than a session. */
const MAX_AGE_DAYS = 90
/** Clocks of devices are not exact. */
const TOLERANCE_MS = 5 * 60_000

const body = z
  .object({
    started_at: z.iso.datetime().describe('By the clock of the device'),
    duration_seconds: z.int().min(1).max(MAX_SECONDS).describe('Pauses and the preparation left out'),
    completed: z.boolean().describe('False: the member ended it before its time'),
    mood_before: reflection.mood_before.default(null),
    mood_after: reflection.mood_after.default(null),
    note: reflection.note.default(null),
  })
  .meta({ id: 'TimerSession', description: 'A session with the timer, when it is over' })

export function putTimerSession(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/meditation/timer/sessions/:id',
    schema: {
      operationId: 'putTimerSession',
      tags: ['meditation'],
      summary: 'Tell of a session with the timer',
      description:
        'Once it is over, also one that was done without a network, up to 90 days later. The id is chosen by the device: ' +
        'told again, the first telling counts, and is answered.',
      params: sessionParams,
      body,
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const { started_at, duration_seconds, completed, mood_before, mood_after, note } = request.body
      requirePast(Date.parse(started_at), duration_seconds * 1000, clock.nowMs())
      const own = { id: request.params.id, userId }
      await insertTimerSession(db, {
        ...own,
        startedAt: started_at,
        durationSeconds: duration_seconds,
        completed,
        moodBefore: mood_before,
        moodAfter: mood_after,
        note,
      })
      return toSummary(await requireSession(db, own))
    },
  })
}

/** @throws AppError `invalid_request` for a session that is not over, or over for too long. */
function requirePast(startedMs: number, durationMs: number, nowMs: number): void {
  const isPast = startedMs + durationMs <= nowMs + TOLERANCE_MS
  if (isPast && startedMs >= nowMs - MAX_AGE_DAYS * MS_PER_DAY) return
  const msg = isPast ? `must not be longer ago than ${MAX_AGE_DAYS} days` : 'must be over'
  throw new AppError('invalid_request', `The session ${msg}.`, { fields: [{ loc: ['body', 'started_at'], msg }] })
}
