import { z } from 'zod'
import type { MemberStatus } from '../../access/member.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { audit } from '../../members/audit.ts'
import type { RevokedReason } from '../../members/queries.ts'
import type { Renewed } from '../../members/sign-ins.ts'
import { selectSuspendedReason } from '../../members/standing-queries.ts'
import { suspended } from '../../members/suspended.ts'
import type { TokenSet } from '../../ports/identity-provider.ts'
import { deviceWords } from '../../text/device-words.ts'
import type { AuthParts } from './parts.ts'
import { expiresIn } from './sign-in.ts'

export function refresh(app: App, parts: AuthParts): void {
  const { db, signIns, cookies, country, clock, limits } = parts
  // Those that come at once go to the database together.
  const prolong = batchWrites((renewed: Renewed[]) => signIns.prolong(db, renewed))
  publicRoute(app, {
    method: 'POST',
    url: '/auth/refresh',
    setsCookies: true,
    schema: {
      operationId: 'refresh',
      tags: ['auth'],
      summary: 'Refresh access token',
      description:
        'Takes the `refresh_token` cookie, rotates it and sets both cookies anew. A token that was used before ends the session, ' +
        'except within 30 s, so that two tabs may refresh at once.',
      response: {
        200: z.object({ success: z.literal(true), expires_in: z.int() }).meta({ id: 'Refreshed' }),
        ...problems(400, 401, 403, 413, 415, 429, 503),
      },
    },
    before: (request, reply) => limitClient(limits.refresh, request, reply),
    handler: async (request, reply) => {
      const refreshToken = cookies.refreshToken(request.headers.cookie ?? '')
      if (!refreshToken) throw new AppError('unauthenticated', 'Not authenticated')
      try {
        const asked = { refreshToken, country: country.of(request), requestId: request.id }
        const tokens = await refreshed({ ...parts, prolong }, asked)
        cookies.set(reply, tokens)
        return { success: true as const, expires_in: expiresIn(tokens, clock) }
      } catch (error) {
        if (error instanceof AppError && error.status < 500) cookies.clear(reply)
        throw error
      }
    },
  })
}

type Parts = Pick<AuthParts, 'db' | 'identity' | 'signIns' | 'sendLater' | 'clock'> & {
  prolong: (renewed: Renewed) => Promise<MemberStatus | undefined>
}

/** @throws AppError `session_ended`, or `account_suspended`, which ends it, too. */
async function refreshed(
  { db, identity, signIns, sendLater, clock, prolong }: Parts,
  { refreshToken, country, requestId }: { refreshToken: string; country: string | null; requestId: string },
): Promise<TokenSet> {
  const end = (tx: Database, id: string, reason: RevokedReason) =>
    endSignInBySystem(tx, signIns, { id, reason, requestId })
  const outcome = await identity.refresh(refreshToken)
  if (outcome.result === 'reused') {
    const { signInId: id } = outcome
    await db.transaction(async (tx) => {
      const owner = (await end(tx, id, 'refresh_token_reused')) && (await signIns.ownerOf(tx, id))
      if (!owner) return
      const mail = { kind: 'refresh_token_reused', device: deviceWords(owner.device), atMs: clock.nowMs() } as const
      await sendLater(tx, { to: owner.email, cause: `refresh_token_reused:${id}`, mail })
    })
    throw sessionEnded()
  }
  const { tokens } = outcome
  const status = await prolong({ tokens, country })
  if (status === 'active') return tokens
  if (status !== 'suspended') throw sessionEnded()
  await db.transaction((tx) => end(tx, tokens.signInId, 'member_suspended'))
  throw suspended(await selectSuspendedReason(db, { sub: tokens.sub, email: null }))
}

/** @returns whether it lived until now. */
async function endSignInBySystem(
  tx: Database,
  signIns: AuthParts['signIns'],
  { id, reason, requestId }: { id: string; reason: RevokedReason; requestId: string },
): Promise<boolean> {
  if (!(await signIns.revoke(tx, id, reason))) return false
  const act = { action: 'sign_in.revoked', target: id, before: null, after: { reason } } as const
  await audit(tx, { ...act, actor: { kind: 'system' }, requestId })
  return true
}

function sessionEnded(): AppError {
  return new AppError('session_ended', 'Your session has ended. Sign in again.')
}
