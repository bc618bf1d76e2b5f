import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { captchaToken, requirePerson } from '../../http/captcha.ts'
import { problems } from '../../http/problems.ts'
import { clientKey, limitClient } from '../../http/rate-limit.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { publicRoute } from '../../http/routes.ts'
import type { NewAccount } from '../../ports/identity-provider.ts'
import { emailAddress } from '../../text/email-address.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { userExistsWithEmail } from './queries.ts'
import { confirmationRequiredSchema, displayName, signedInSchema } from './schemas.ts'
import { signIn } from './sign-in.ts'
import { refuseEasilyGuessed } from './strong-password.ts'
import { tellAddressExists } from './tell-address-exists.ts'

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
      summary: 'Register a new user',
      description:
        'In development the account confirms itself: the user is signed in by the `access_token` and `refresh_token` cookies, ' +
        'and 409 says that the email has an account already. In production nobody is signed in before the code that was mailed ' +
        'to the address is entered, and the answer does not tell whether it has an account: its owner gets a mail instead. ' +
        'Pages and mails speak the first language of `Accept-Language` that there is, until the user chooses another.',
      body,
      response: {
        200: z.union([signedInSchema, confirmationRequiredSchema]),
        ...problems(400, 403, 409, 413, 415, 422, 429, 503),
      },
    },
    before: (request, reply) => limitClient(parts.limits.register, request, reply),
    handler: async (request, reply) => {
      const { email, password, full_name, captcha_token: token } = request.body
      await requirePerson(parts.captcha, { token, action: 'register' })
      await refuseEasilyGuessed(password, { field: 'password', personal: [email, full_name] })
      const client = clientKey(request)
      const account = { email, password, fullName: full_name, client, language: requestedLanguage(request) }
      if (!parts.confirmsItself) return registerUnconfirmed(parts, account)
      const taken = await createAccount(parts, account)
      const origin = originOf(request, { country: parts.country, method: 'password' })
      return signIn(parts, { email, password, client, origin }, reply).catch((error: unknown) => {
        throw taken && hasCode(error, 'invalid_credentials') ? taken : error
      })
    },
  })
}

const CONFIRMATION_REQUIRED: z.infer<typeof confirmationRequiredSchema> = {
  success: true,
  confirmation_required: true,
  message: 'Enter the code that we sent to your email address.',
}

/** Says the same whether or not the address has an account; its owner is told by a mail, once a day at the most. */
async function registerUnconfirmed(
  { identity, db, clock, sendLater }: AuthParts,
  account: NewAccount,
): Promise<typeof CONFIRMATION_REQUIRED> {
  try {
    await identity.signUp(account)
  } catch (error) {
    if (!hasCode(error, 'email_taken')) throw error
    await db.transaction((tx) =>
      tellAddressExists(tx, { sendLater, clock }, { to: account.email, language: account.language ?? null }),
    )
  }
  return CONFIRMATION_REQUIRED
}

/**
 * An account without a member is a registration that broke off half-way: whoever knows its password may finish it by
 * trying again. @returns what to tell everybody else; null when the account is new.
 */
async function createAccount({ db, identity }: AuthParts, account: NewAccount): Promise<unknown> {
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
