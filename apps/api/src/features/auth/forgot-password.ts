import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { captchaToken, requirePerson } from '../../http/captcha.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { AuthParts } from './parts.ts'

const body = z.object({ email: emailAddress, captcha_token: captchaToken }).meta({ id: 'ForgotPassword' })

export function forgotPassword(app: App, { identity, limits, captcha }: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/forgot-password',
    schema: {
      operationId: 'forgotPassword',
      tags: ['auth'],
      summary: 'Request password reset code',
      description:
        'Mails a code of six digits to the verified address of an account. It is good for an hour, once, and for five tries; ' +
        'a new one replaces it. The answer, and the time that it takes, are the same for every address.',
      body,
      response: { 200: messageSchema, ...problems(400, 403, 413, 415, 422, 429, 503) },
    },
    before: (request, reply) => limitClient(limits.passwordReset, request, reply),
    handler: async (request) => {
      const { email, captcha_token: token } = request.body
      await requirePerson(captcha, { token, action: 'forgot_password' })
      await identity.forgotPassword(email, requestedLanguage(request))
      return {
        success: true as const,
        message: 'If this address has an account, a code is on its way to it. It is good for an hour.',
      }
    },
  })
}
