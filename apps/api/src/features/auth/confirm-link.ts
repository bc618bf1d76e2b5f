import type { FastifyReply, FastifyRequest } from 'fastify'
import { audit } from '../../members/audit.ts'
import type { AuthParts } from './parts.ts'

/**
 * Somebody has just proved by a password that an account is theirs. If another provider proved the same address in this
 * browser a moment ago, the two become one. The sign-in stands, whatever comes of it.
 */
export async function confirmLink(
  { db, identity, federation: { pendingLinks }, sendLater, clock }: AuthParts,
  { sub, email }: { sub: string; email: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const external = pendingLinks.find(request.headers.cookie ?? '')
  if (!external) return
  pendingLinks.clear(reply)
  if (!identity.federation || external.email !== email || !external.emailVerified) return
  try {
    await identity.federation.link(sub, external)
    await db.transaction(async (tx) => {
      const act = {
        action: 'account.linked',
        target: sub,
        before: null,
        after: { provider: external.provider },
      } as const
      await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId: request.id })
      const cause = `google_linked:${sub}:${clock.nowMs()}`
      await sendLater(tx, { to: email, cause, mail: { kind: 'google_linked' } })
    })
  } catch (error) {
    request.log.warn({ err: error }, 'Two accounts of one person could not be linked')
  }
}
