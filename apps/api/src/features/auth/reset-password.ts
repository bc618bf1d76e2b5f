import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { AuthParts } from './parts.ts'
import { mailedCode } from './schemas.ts'
import { storeWithPassword } from './store-with-password.ts'
import { refuseEasilyGuessed } from './strong-password.ts'

const body = z
  .object({ email: emailAddress, code: mailedCode, new_password: newPassword.meta({ example: 'FreshTides-7-blue' }) })
  .meta({ id: 'ResetPassword' })

export function resetPassword(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/reset-password',
    schema: {
      operationId: 'resetPassword',
      tags: ['auth'],
      summary: 'Reset password with code',
      description:
        'Takes the code that `/auth/forgot-password` mailed, sets the new password and signs every device out. Nobody is ' +
        'signed in by it. Whatever is wrong with the code, the answer is the same.',
      body,
      response: { 200: messageSchema, ...problems(400, 403, 413, 415, 422, 429, 503) },
    },
    handler: async (request) => {
      const { email, code, new_password } = request.body
      const client = clientKey(request)
      await parts.limits.resetPassword?.(`${client} ${email}`)
      await refuseEasilyGuessed(new_password, { field: 'new_password', personal: [email] })
      const of = { email, keep: null, reason: 'password_reset', requestId: request.id } as const
      const reset = { email, code, newPassword: new_password, client }
      const { sub } = await parts.identity.confirmForgotPassword(reset, storeWithPassword(parts, of))
      parts.guard.forget(sub)
      return { success: true as const, message: 'Your password was changed. Sign in with the new one.' }
    },
  })
}
