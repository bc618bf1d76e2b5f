import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AuthParts } from './index.ts'
import { userExistsWithEmail } from './queries.ts'
import { displayName, email, signedInSchema } from './schemas.ts'
import { signIn } from './sign-in.ts'

const body = z
  .object({
    email,
    password: newPassword.meta({ example: 'SecurePass123!' }),
    full_name: displayName.meta({ example: 'John Doe' }),
    captcha_token: z.string().max(4096).nullish(),
  })
  .meta({ id: 'Register' })

export function register(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/register',
    schema: {
      operationId: 'register',
      tags: ['auth'],
      summary: 'Register a new user and sign them in',
      description: 'Sets the `access_token` and `refresh_token` cookies. 409 when the email has an account already.',
      body,
      response: { 200: signedInSchema, ...problems(400, 403, 409, 415, 422, 429, 503) },
    },
    before: async (request) => parts.limits.register?.(clientKey(request)),
    handler: async (request, reply) => {
      const { email, password, full_name } = request.body
      await createAccount(parts, { email, password, fullName: full_name })
      return signIn(parts, { email, password, userAgent: request.headers['user-agent'] ?? null }, reply)
    },
  })
}

/** An account without a member is a registration that broke off half-way: its owner may finish it by trying again. */
async function createAccount(
  { db, identity }: AuthParts,
  account: { email: string; password: string; fullName: string },
): Promise<void> {
  try {
    await identity.signUp(account)
  } catch (error) {
    const taken = error instanceof AppError && error.code === 'email_taken'
    if (!taken || (await userExistsWithEmail(db, account.email))) throw error
  }
}
