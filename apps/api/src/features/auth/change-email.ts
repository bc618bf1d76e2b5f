import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { memberRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import { confirmOwnPassword } from './own-password.ts'
import type { AuthParts } from './parts.ts'
import { enteredPassword, messageSchema } from './schemas.ts'

const body = z.object({ email: emailAddress, password: enteredPassword }).meta({ id: 'ChangeEmail' })

export function changeEmail(app: App, parts: AuthParts): void {
  const { guard, identity } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/profile/email',
    schema: {
      operationId: 'changeEmail',
      tags: ['auth'],
      summary: 'Ask for another email address',
      description:
        'Mails a code to the new address; `/auth/profile/email/confirm` takes it. Until then nothing changes. An address that ' +
        'has an account is answered alike, and gets no code.',
      body,
      response: { 200: messageSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    handler: async (request, member) => {
      const { email, password } = request.body
      await confirmOwnPassword(parts, { member, password, client: clientKey(request) })
      await identity.startEmailChange({ sub: member.sub, accessToken: guard.accessToken(request) }, email)
      return { success: true as const, message: 'Enter the code that we sent to the new address.' }
    },
  })
}
