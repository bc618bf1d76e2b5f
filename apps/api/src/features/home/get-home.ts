import { z } from 'zod'
import { canAccess } from '../../access/member.ts'
import type { App } from '../../http/app.ts'
import { sendJson } from '../../http/cached-responses.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { DISMISSED_DAYS } from './dismiss.ts'
import { findForHome } from './find-for-home.ts'
import { type HomeItem, isPlayable } from './item.ts'
import { layOut } from './lay-out.ts'
import type { HomeParts } from './parts.ts'
import { partOfDay } from './parts-of-day.ts'
import { selectHome } from './queries.ts'
import { homeSchemaOf } from './schemas.ts'
import { toHome } from './to-home.ts'

const DAY_MS = 86_400_000
const FIRST_DAYS = 7

export function getHome(app: App, { db, guard, clock, library }: HomeParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/home',
    schema: {
      operationId: 'getHome',
      tags: ['home'],
      summary: 'The home page of the member',
      description:
        'All of it in one answer: what to go on with, what suits the hour, series in progress, what is new and what many view. No item stands on it twice, and what the subscription does not open comes after what it opens.',
      querystring: z.object({
        hour: z.coerce
          .number()
          .int()
          .min(0)
          .max(23)
          .meta({ description: "The hour of the member's own clock", example: 21 }),
      }),
      response: { 200: homeSchemaOf(library.cardSchema), ...problems(401, 403, 422, 503) },
    },
    handler: async (request, member, reply) => {
      const nowMs = clock.nowMs()
      const { member: row, items } = await selectHome(db, member.userId, nowMs - DISMISSED_DAYS * DAY_MS)
      const trending = await library.trending()
      const opens = (item: HomeItem) => isPlayable(item) && canAccess(member, item.accessTier)
      const played = items.filter(({ updated_at }) => updated_at !== null)
      const did = {
        has_breathed: row?.has_breathed ?? false,
        has_played: played.length > 0,
        has_sat: row?.has_sat ?? false,
      }
      const isFirstWeek = isNew(did, nowMs - (row?.joined_at.getTime() ?? nowMs))
      const found = findForHome(library, { rows: items, trending, opens, partOfDay: partOfDay(request.query.hour) })
      const page = layOut(found, { opens, needsFirstTitle: isFirstWeek && !did.has_played })
      const cardOf = (item: HomeItem) => library.cardText(item.id, member)
      return sendJson(reply, toHome(page, { did: isFirstWeek ? did : null, cardOf, categories: library.categories() }))
    },
  })
}

type Did = Record<'has_breathed' | 'has_played' | 'has_sat', boolean>

/** Who did nothing yet is new however long they have been a member. */
function isNew(did: Did, memberForMs: number): boolean {
  const done = Object.values(did).filter(Boolean).length
  return done === 0 || (memberForMs < FIRST_DAYS * DAY_MS && done < Object.keys(did).length)
}
