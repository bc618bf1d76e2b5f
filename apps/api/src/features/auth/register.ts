import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import { isEasilyGuessed } from '../../access/password-strength.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { userExistsWithEmail } from './queries.ts'
import { captchaToken, displayName, signedInSchema } from './schemas.ts'
import { signIn } from './sign-in.ts'

const body = z
  .object({
    email: emailAddress,
    password: newPassword.meta({ example: 'SecurePass123!' }),
    full_name: displayName.meta({ example: 'John Doe' }),
    captcha_token: captchaToken,
  })
  .meta({ id: 'Register' })

export function register(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/register',
    setsCookies: true,
    schema: {
      operationId: 'register',
      tags: ['auth'],
      summary: 'Register a new user and sign them in',
      description: 'Sets the `access_token` and `refresh_token` cookies. 409 when the email has an account already.',
      body,
      response: { 200: signedInSchema, ...problems(400, 403, 409, 413, 415, 422, 429, 503) },
    },
    before: async (request) => parts.limits.register?.(clientKey(request)),
    handler: async (request, reply) => {
      const { email, password, full_name } = request.body
      if (await isEasilyGuessed(password, [email, full_name])) throw easilyGuessed()
      const client = clientKey(request)
      const taken = await createAccount(parts, { email, password, fullName: full_name, client })
      const origin = originOf(request, { country: parts.country, method: 'password' })
      return signIn(parts, { email, password, client, origin }, reply).catch((error: unknown) => {
        throw taken && hasCode(error, 'invalid_credentials') ? taken : error
      })
    },
  })
}

function easilyGuessed(): AppError {
  const msg = 'is guessed early: it is a common password, name or pattern with little added. Add an unusual word or two'
  return new AppError('invalid_request', `password: ${msg}`, { fields: [{ loc: ['body', 'password'], msg }] })
}

/**
 * An account without a member is a registration that broke off half-way: whoever knows its password may finish it by
 * trying again. @returns what to tell everybody else; null when the account is new.
 */
async function createAccount(
  { db, identity }: AuthParts,
  account: { email: string; password: string; fullName: string; client: string },
): Promise<unknown> {
  try {
    await identity.signUp(account)
    return null
  } catch (error) {
    if (!hasCode(error, 'email_taken') || (await userExistsWithEmail(db, account.email))) throw error
    return error
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof AppError && error.code === code
}
