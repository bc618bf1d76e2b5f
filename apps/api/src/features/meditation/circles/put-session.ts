import { CIRCLE_LIMITS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { markResumed } from '../end-queries.ts'
import { endSessionIn } from '../end-session.ts'
import { insertSession } from '../queries.ts'
import { startedSessionSchema } from '../schemas.ts'
import { socketUrlOf } from '../socket-url.ts'
import type { CircleParts } from './parts.ts'
import { circleNotFound } from './places.ts'
import { type CircleRow, lockOwn, type RunningSession, selectOwnSession, setOwnSession } from './queries.ts'
import { circleParams } from './schemas.ts'

const body = z
  .object({
    session_id: z.guid().nullable().default(null).meta({
      description: 'The one that a page has been in all along, which goes on, however long its network was lost',
      example: null,
    }),
    store_breath: z
      .boolean()
      .meta({ description: 'False: only minutes are kept, nothing of the breath', example: false }),
  })
  .meta({ id: 'CircleSession', description: "What the member's own session in a circle shall be like" })

export function putCircleSession(app: App, { guard, db, clock, random, backendUrl }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/meditation/circles/:id/session',
    schema: {
      operationId: 'putCircleSession',
      tags: ['meditation'],
      summary: 'Begin the own session in a circle, or go on with it',
      description:
        'Once the circle has begun. It is a session of free practice like any other: its breath may be sent to ' +
        '`websocket_url`, and it is completed by its member. Asked again while it runs it answers the same, ' +
        'unless it was left for more than a minute, and `session_id` does not say that its page was there all along: then ' +
        'that one has ended, and another begins.',
      params: circleParams,
      body,
      response: { 200: startedSessionSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id }, body: { session_id, store_breath } }, { userId }) => {
      const nowMs = clock.nowMs()
      return db.transaction(async (tx) => {
        const circle = await requireRunning(tx, { id, userId }, nowMs)
        const running = await goOn(tx, { id, userId, sessionId: session_id, nowMs })
        const session = running ?? (await begin(tx, { circle, id: random.uuid(), userId, store_breath, nowMs }))
        return {
          session_id: session.id,
          session_type: 'free_practice' as const,
          content: null,
          pattern: circle.pattern,
          pattern_name: circle.pattern_name,
          target: targetSchema.parse(circle.target),
          started_at: session.started_at.toISOString(),
          store_breath: session.store_breath,
          websocket_url: socketUrlOf(backendUrl, session.id),
        }
      })
    },
  })
}

/** @throws AppError `not_found`, `not_under_way` before it has begun, `already_ended` when it is over. */
async function requireRunning(
  tx: Database,
  own: { id: string; userId: string },
  nowMs: number,
): Promise<CircleRow & { started_at: Date }> {
  const row = await lockOwn(tx, own)
  if (!row) throw circleNotFound()
  const { started_at } = row
  if (row.ends_at.getTime() <= nowMs) throw new AppError('already_ended', 'This circle is over.')
  if (!started_at) throw new AppError('not_under_way', 'This circle has not begun.')
  return { ...row, started_at }
}

/**
 * The session that runs, if it is gone on with.
 *
 * @throws AppError `already_ended` where the one that is asked for does not run
 */
async function goOn(
  tx: Database,
  { id, userId, sessionId, nowMs }: { id: string; userId: string; sessionId: string | null; nowMs: number },
): Promise<RunningSession | undefined> {
  const running = await selectOwnSession(tx, { id, userId })
  if (sessionId !== null && sessionId.toLowerCase() !== running?.id)
    throw new AppError('already_ended', 'The session has ended')
  if (!running?.left_at) return running
  const leftAtMs = running.left_at.getTime()
  if (sessionId === null && nowMs - leftAtMs > CIRCLE_LIMITS.placeHeldMs) {
    await endSessionIn(tx, { id: running.id, userId, endedAtMs: leftAtMs, pausedSeconds: 0, completed: false })
    return undefined
  }
  await markResumed(tx, { id: running.id, userId })
  return running
}

interface Beginning {
  circle: CircleRow & { started_at: Date }
  id: string
  userId: string
  store_breath: boolean
  nowMs: number
}

/** Whoever comes late has practised since then. */
async function begin(tx: Database, { circle, id, userId, store_breath, nowMs }: Beginning) {
  const startedAtMs = Math.max(nowMs, circle.started_at.getTime())
  await insertSession(tx, {
    id,
    userId,
    contentId: null,
    sessionType: 'free_practice',
    pattern: circle.pattern,
    patternName: circle.pattern_name,
    target: targetSchema.parse(circle.target),
    storeBreath: store_breath,
    nowMs: startedAtMs,
  })
  await setOwnSession(tx, { id: circle.id, userId, sessionId: id })
  return { id, store_breath, started_at: new Date(startedAtMs) }
}
