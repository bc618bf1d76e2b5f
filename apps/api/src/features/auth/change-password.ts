import { z } from 'zod'
import { newPassword } from '../../access/password-rules.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { memberRoute } from '../../http/routes.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { enteredPassword } from './schemas.ts'
import { signIn } from './sign-in.ts'
import { storeWithPassword } from './store-with-password.ts'
import { refuseEasilyGuessed, wrongField } from './strong-password.ts'

const body = z
  .object({
    current_password: enteredPassword,
    new_password: newPassword.meta({ example: 'FreshTides-7-blue' }),
  })
  .meta({ id: 'ChangePassword' })

export function changePassword(app: App, parts: AuthParts): void {
  const { guard, identity, cookies, country, limits } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/change-password',
    setsCookies: true,
    schema: {
      operationId: 'changePassword',
      tags: ['auth'],
      summary: 'Change password (logged in)',
      description:
        'Signs every other device out. This one stays signed in; where the identity provider ends its session, too, the ' +
        'answer sets its cookies anew.',
      body,
      response: { 200: messageSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    handler: async (request, { sub, email, name, signInId }, reply) => {
      const { current_password: currentPassword, new_password } = request.body
      const client = clientKey(request)
      await limits.ownPassword?.(sub)
      await refuseEasilyGuessed(new_password, { field: 'new_password', personal: [email, name] })
      const holder = { sub, accessToken: guard.accessToken(request), keep: signInId }
      const of = { email, keep: signInId, reason: 'password_changed', requestId: request.id } as const
      const { kept } = await identity
        .changePassword({ ...holder, currentPassword, newPassword: new_password, client }, storeWithPassword(parts, of))
        .catch(wrongPasswordOf('current_password'))
      guard.forget(sub)
      if (!kept) {
        const origin = originOf(request, { country, method: 'password' })
        // The password is changed, whatever becomes of this: whoever cannot be signed in anew does it by hand.
        await signIn(parts, { email, password: new_password, client, origin }, reply).catch(() => cookies.clear(reply))
      }
      return { success: true as const, message: 'Your password was changed, and every other device was signed out.' }
    },
  })
}

/** To somebody who is signed in, a 401 would say that they are not. */
export function wrongPasswordOf(field: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof AppError) || error.code !== 'invalid_credentials') throw error
    throw notYourPassword(field)
  }
}

export function notYourPassword(field: string): AppError {
  return wrongField(field, 'is not your password')
}
