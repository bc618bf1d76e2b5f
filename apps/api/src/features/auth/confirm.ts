import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { AuthParts } from './parts.ts'
import { mailedCode } from './schemas.ts'

const body = z.object({ email: emailAddress, code: mailedCode }).meta({ id: 'ConfirmAddress' })

export function confirm(app: App, { identity, limits }: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/confirm',
    schema: {
      operationId: 'confirmAddress',
      tags: ['auth'],
      summary: 'Confirm the address of a new account',
      description:
        'Takes the code that registration mailed to the address; then its owner may sign in. A wrong code, and a code for an ' +
        'address that waits for none, are answered alike.',
      body,
      response: { 200: messageSchema, ...problems(400, 403, 413, 415, 422, 429, 503) },
    },
    handler: async (request) => {
      const { email, code } = request.body
      await limits.confirm?.(`${clientKey(request)} ${email}`)
      await identity.confirmSignUp(email, code)
      return { success: true as const, message: 'Your address is confirmed. You can sign in now.' }
    },
  })
}
