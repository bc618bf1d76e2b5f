import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { captchaToken, requirePerson } from '../../http/captcha.ts'
import { problems } from '../../http/problems.ts'
import { sourceOf, tellUse } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import { confirmLink } from './confirm-link.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { enteredPassword, signedInSchema } from './schemas.ts'
import { signIn } from './sign-in.ts'

const body = z
  .object({
    email: emailAddress,
    password: enteredPassword,
    captcha_token: captchaToken,
  })
  .meta({ id: 'Login' })

export function login(app: App, parts: AuthParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/login',
    setsCookies: true,
    schema: {
      operationId: 'login',
      tags: ['auth'],
      summary: 'Sign in with email and password',
      description:
        'Sets the `access_token` and `refresh_token` cookies, and `known_device`, with which this device is told from strangers who guess passwords. ' +
        '503 when too many sign in at once. 403 `not_confirmed` before the address is confirmed; 403 `new_password_required` with ' +
        'the cookie `login_challenge`, which `/auth/login/challenge` takes.',
      body,
      response: { 200: signedInSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    before: async (request, reply) => {
      const isKnown = parts.devices.isGenuine(parts.cookies.device(request.headers.cookie ?? ''))
      const use = isKnown ? null : await parts.loginLimits.countAddress(sourceOf(request))
      if (use) tellUse(reply, use)
    },
    handler: async (request, reply) => {
      const { email, password, captcha_token: token } = request.body
      const source = sourceOf(request)
      const cookie = parts.cookies.device(request.headers.cookie ?? '')
      const device = parts.devices.find(cookie, email)
      // The device knows another account: for this one it is a stranger.
      if (!device && parts.devices.isGenuine(cookie)) await parts.loginLimits.countAddress(source)
      await requirePerson(
        parts.captcha,
        { token, action: 'login' },
        async () => device ?? parts.limits.unproven(source.network),
      )
      const admission = await parts.loginLimits.admit({ email, source, device })
      const origin = originOf(request, { country: parts.country, method: 'password' })
      try {
        const answer = await signIn(parts, { email, password, client: device ?? source.client, origin }, reply)
        await admission.takeBack()
        await confirmLink(parts, { sub: answer.user.id, email }, request, reply)
        return answer
      } catch (error) {
        const isRefusal = error instanceof AppError && error.status < 500
        if (isRefusal && error.code === 'invalid_credentials') parts.recordFailure({ email, requestId: request.id })
        else await admission.takeBack()
        if (!isRefusal && !device) await parts.loginLimits.uncountAddress(source)
        throw error
      }
    },
  })
}
