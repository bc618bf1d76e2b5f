import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { AuthParts } from './parts.ts'

const body = z.object({ email: emailAddress }).meta({ id: 'ResendConfirmation' })

export function resendConfirmation(app: App, { identity, limits }: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/resend-confirmation',
    schema: {
      operationId: 'resendConfirmation',
      tags: ['auth'],
      summary: 'Request another code to confirm an address',
      description:
        'Mails another code to an address that was registered and waits for one; it replaces the code before it. The answer, ' +
        'and the time that it takes, are the same for every address.',
      body,
      response: { 200: messageSchema, ...problems(400, 403, 413, 415, 422, 429, 503) },
    },
    before: (request, reply) => limitClient(limits.resendConfirmation, request, reply),
    handler: async (request) => {
      await identity.resendCode(request.body.email, requestedLanguage(request))
      return {
        success: true as const,
        message: 'If this address waits to be confirmed, a code is on its way to it. It is good for an hour.',
      }
    },
  })
}
