import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Member } from '../../../../access/member.ts'
import { AppError } from '../../../../errors.ts'
import type { CircleParts } from '../parts.ts'
import { circleNotFound, requirePlace } from '../places.ts'
import { lockOwn } from '../queries.ts'

const query = z.object({ circle_id: z.guid() })

/**
 * What is checked before the 101, in this order; foreign origins have been refused already. A place that was held for too long
 * is taken anew.
 */
export async function checkCircleHandshake(
  request: FastifyRequest,
  { guard, db, clock, circles }: Pick<CircleParts, 'guard' | 'db' | 'clock' | 'circles'>,
): Promise<{ member: Member; circleId: string }> {
  const member = await guard.require(request)
  if (!request.ws) throw new AppError('websocket_expected', 'This address speaks WebSocket: ask for an upgrade')
  const { data } = query.safeParse(request.query)
  if (!data) throw circleNotFound()
  if (circles.countOf(member.userId) >= CIRCLE_LIMITS.socketsPerMember)
    throw new AppError('too_many_requests', `No more than ${CIRCLE_LIMITS.socketsPerMember} circles at once`)
  const nowMs = clock.nowMs()
  const own = { id: data.circle_id.toLowerCase(), userId: member.userId }
  await db.transaction(async (tx) => {
    const row = await lockOwn(tx, own)
    if (!row) throw circleNotFound()
    if (row.ends_at.getTime() <= nowMs) throw new AppError('already_ended', 'This circle is over.')
    await requirePlace(tx, { ...own, nowMs })
  })
  return { member, circleId: own.id }
}
