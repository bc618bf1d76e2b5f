import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AuthParts } from './index.ts'
import { selectUserBySub } from './queries.ts'
import { expiresIn, notActive } from './sign-in.ts'

export function refresh(app: App, { identity, db, cookies, clock, limits }: AuthParts): void {
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
    before: async (request) => limits.refresh?.(clientKey(request)),
    handler: async (request, reply) => {
      const refreshToken = cookies.refreshToken(request.headers.cookie ?? '')
      if (!refreshToken) throw new AppError('unauthenticated', 'Not authenticated')
      try {
        const tokens = await identity.refresh(refreshToken)
        const user = await selectUserBySub(db, tokens.sub)
        if (user?.status !== 'active') {
          await identity.revoke({ sessionId: tokens.sessionId })
          throw user ? notActive(user) : new AppError('session_ended', 'Your session has ended. Sign in again.')
        }
        cookies.set(reply, tokens)
        return { success: true as const, expires_in: expiresIn(tokens, clock) }
      } catch (error) {
        if (error instanceof AppError && error.status < 500) cookies.clear(reply)
        throw error
      }
    },
  })
}
