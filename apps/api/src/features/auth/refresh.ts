import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { audit } from '../../members/audit.ts'
import type { RevokedReason } from '../../members/queries.ts'
import type { TokenSet } from '../../ports/identity-provider.ts'
import type { AuthParts } from './parts.ts'
import { expiresIn, suspended } from './sign-in.ts'

export function refresh(app: App, { db, identity, signIns, cookies, country, clock, limits }: AuthParts): void {
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
        const tokens = await refreshed(
          { db, identity, signIns },
          {
            refreshToken,
            country: country.of(request),
            requestId: request.id,
          },
        )
        cookies.set(reply, tokens)
        return { success: true as const, expires_in: expiresIn(tokens, clock) }
      } catch (error) {
        if (error instanceof AppError && error.status < 500) cookies.clear(reply)
        throw error
      }
    },
  })
}

/** @throws AppError `session_ended`, or `account_suspended`, which ends it, too. */
async function refreshed(
  { db, identity, signIns }: Pick<AuthParts, 'db' | 'identity' | 'signIns'>,
  { refreshToken, country, requestId }: { refreshToken: string; country: string | null; requestId: string },
): Promise<TokenSet> {
  const end = (id: string, reason: RevokedReason) =>
    db.transaction(async (tx) => {
      if (!(await signIns.revoke(tx, id, reason))) return
      const act = { action: 'sign_in.revoked', target: id, before: null, after: { reason } } as const
      await audit(tx, { ...act, actor: { kind: 'system' }, requestId })
    })
  const outcome = await identity.refresh(refreshToken)
  if (outcome.result === 'reused') {
    await end(outcome.signInId, 'refresh_token_reused')
    throw sessionEnded()
  }
  const { tokens } = outcome
  const status = await signIns.prolong(db, tokens, country)
  if (status === 'active') return tokens
  if (status !== 'suspended') throw sessionEnded()
  await end(tokens.signInId, 'member_suspended')
  throw suspended()
}

function sessionEnded(): AppError {
  return new AppError('session_ended', 'Your session has ended. Sign in again.')
}
