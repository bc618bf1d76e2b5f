import { PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import { canAccess, type Member, upgradeMessage } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts, Practisable } from './parts.ts'
import { type StudioPattern, selectPattern } from './pattern-queries.ts'
import { targetOf } from './patterns.ts'
import { insertSession } from './queries.ts'
import { optionalBody, STARTED_TYPES, startedSessionSchema } from './schemas.ts'
import { socketUrlOf } from './socket-url.ts'

const body = z
  .object({
    session_type: z.enum(STARTED_TYPES).optional().describe('Guided if, and only if, there is content'),
    content_id: z.guid().nullish(),
    pattern: z.enum(PATTERNS).default('none'),
    target: targetSchema.nullish().describe("With the pattern 'own' only"),
    pattern_id: z
      .guid()
      .nullish()
      .meta({ description: "One of the studio's patterns; with the pattern 'studio' only", example: null }),
    store_breath: z.boolean().default(true).describe('False: only minutes are kept'),
  })
  .refine(({ pattern, target }) => (pattern === 'own') === (target != null), {
    path: ['target'],
    error: "goes with the pattern 'own', and only with it",
  })
  .refine(({ pattern, pattern_id }) => (pattern === 'studio') === (pattern_id != null), {
    path: ['pattern_id'],
    error: "goes with the pattern 'studio', and only with it",
  })
  .refine(({ session_type, content_id }) => !session_type || (session_type === 'guided') === (content_id != null), {
    path: ['content_id'],
    error: 'goes with a guided session, and only with it',
  })
  .meta({ id: 'SessionStart' })

export function start(app: App, { guard, db, clock, random, findItem, backendUrl }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/sessions/start',
    schema: {
      operationId: 'startSession',
      tags: ['meditation'],
      summary: 'Start meditation session',
      description:
        'Guided by a title of the catalogue, or free practice; following a pattern, or breathing as it comes. ' +
        'Then the breath may be sent over the socket at `websocket_url`; without it the minutes count all the same.',
      body: optionalBody(body),
      response: { 201: startedSessionSchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member, reply) => {
      const { content_id, pattern, target, pattern_id, store_breath } = request.body
      const item = content_id ? openItem(findItem(content_id.toLowerCase()), member) : null
      const ofStudio = pattern_id ? await patternOf(db, pattern_id) : null
      const session = {
        id: random.uuid(),
        userId: member.userId,
        contentId: item?.id ?? null,
        sessionType: item ? ('guided' as const) : ('free_practice' as const),
        pattern,
        patternName: ofStudio?.name ?? null,
        target: targetOf(pattern, ofStudio?.target ?? target ?? null),
        storeBreath: store_breath,
        nowMs: clock.nowMs(),
      }
      await insertSession(db, session)
      return reply.code(201).send({
        session_id: session.id,
        session_type: session.sessionType,
        content: item && { id: item.id, title: item.title, slug: item.slug, content_type: item.contentType },
        pattern,
        pattern_name: session.patternName,
        target: session.target,
        started_at: new Date(session.nowMs).toISOString(),
        store_breath,
        websocket_url: socketUrlOf(backendUrl, session.id),
      })
    },
  })
}

/** @throws AppError `not_found` for one that was taken back meanwhile. */
async function patternOf(db: Database, id: string): Promise<StudioPattern> {
  const pattern = await selectPattern(db, id)
  if (!pattern) throw new AppError('not_found', 'This breathing pattern is no longer offered. Choose another one.')
  return pattern
}

/** @throws AppError `not_found` or `upgrade_required`, as for a stream of it. */
function openItem(item: Practisable | undefined, member: Member): Practisable {
  if (!item) throw new AppError('not_found', 'Content not found')
  if (!canAccess(member, item.accessTier)) throw new AppError('upgrade_required', upgradeMessage(item.accessTier))
  return item
}
