import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { sourceOf, tellUse } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { readChallenge } from './challenge.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { signedInSchema } from './schemas.ts'
import { finishSignIn } from './sign-in.ts'
import { refuseEasilyGuessed } from './strong-password.ts'

const body = z
  .object({ new_password: newPassword.meta({ example: 'FreshTides-7-blue' }) })
  .meta({ id: 'LoginChallenge' })

export function loginChallenge(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/login/challenge',
    setsCookies: true,
    schema: {
      operationId: 'answerChallenge',
      tags: ['auth'],
      summary: 'Choose the new password that signing in asks for',
      description:
        'After `/auth/login` said `new_password_required`, as it does for accounts that an administrator made. The cookie ' +
        '`login_challenge` that it set says whose. Sets the same cookies as signing in.',
      body,
      response: { 200: signedInSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    before: async (request, reply) => {
      const use = await parts.loginLimits.countAddress(sourceOf(request))
      if (use) tellUse(reply, use)
    },
    handler: async (request, reply) => {
      const challenge = readChallenge(parts.cookies.challenge(request.headers.cookie ?? ''))
      if (!challenge) throw new AppError('session_ended', 'That took too long. Sign in again.')
      const { name, session, email } = challenge
      const { new_password } = request.body
      await refuseEasilyGuessed(new_password, { field: 'new_password', personal: [email] })
      const responses = { NEW_PASSWORD: new_password }
      const askedAtMs = parts.clock.nowMs()
      const outcome = await parts.identity.respondToChallenge({ name, session, responses })
      const origin = originOf(request, { country: parts.country, method: 'password' })
      const answer = await finishSignIn(parts, { outcome, email, origin, askedAtMs }, reply)
      parts.cookies.clearChallenge(reply)
      return answer
    },
  })
}
