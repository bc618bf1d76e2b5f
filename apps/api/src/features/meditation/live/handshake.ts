import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Guard } from '../../../http/guard.ts'
import type { Live } from './live.ts'
import { isOwner } from './queries.ts'

const query = z.object({ session_id: z.guid().optional() })

/** What is checked before the 101, in this order; foreign origins have been refused already. */
export async function checkHandshake(
  request: FastifyRequest,
  { guard, db, live }: { guard: Guard; db: Database; live: Live },
): Promise<Member> {
  const member = await guard.require(request)
  if (!request.ws) throw new AppError('websocket_expected', 'This address speaks WebSocket: ask for an upgrade')
  const { data } = query.safeParse(request.query)
  const id = data?.session_id
  if (!data || (id && !(await isOwner(db, { id, userId: member.userId }))))
    throw new AppError('not_found', 'Session not found')
  if (live.countOf(member.userId) >= SOCKET_LIMITS.socketsPerMember)
    throw new AppError('too_many_requests', `No more than ${SOCKET_LIMITS.socketsPerMember} sockets at once`)
  return member
}
