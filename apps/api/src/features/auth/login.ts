import { z } from 'zod'
import { MAX_PASSWORD_LENGTH } from '../../access/password-rules.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { AuthParts } from './index.ts'
import { captchaToken, signedInSchema } from './schemas.ts'
import { signIn } from './sign-in.ts'

const body = z
  .object({
    email: emailAddress,
    password: boundedText(MAX_PASSWORD_LENGTH).min(1, 'must not be empty').meta({ example: 'SecurePass123!' }),
    captcha_token: captchaToken,
  })
  .meta({ id: 'Login' })

export function login(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/login',
    schema: {
      operationId: 'login',
      tags: ['auth'],
      summary: 'Sign in with email and password',
      description: 'Sets the `access_token` and `refresh_token` cookies.',
      body,
      response: { 200: signedInSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    before: async (request) => parts.limits.login?.(clientKey(request)),
    handler: async (request, reply) => {
      const { email, password } = request.body
      await parts.limits.login?.(email)
      return signIn(parts, { email, password, userAgent: request.headers['user-agent'] ?? null }, reply)
    },
  })
}
