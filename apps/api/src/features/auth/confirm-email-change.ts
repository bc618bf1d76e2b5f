import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { memberRoute } from '../../http/routes.ts'
import { audit } from '../../members/audit.ts'
import { maskedEmail } from '../../text/email-address.ts'
import { DEVICE_LIFE_SECONDS } from './known-devices.ts'
import type { AuthParts } from './parts.ts'
import { profileSchema, toProfile } from './profile.ts'
import { updateEmail } from './queries.ts'
import { mailedCode } from './schemas.ts'

const body = z.object({ code: mailedCode }).meta({ id: 'ConfirmEmailChange' })

export function confirmEmailChange(app: App, parts: AuthParts): void {
  const { guard, db, clock, identity, sendLater, cookies, devices, limits } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/profile/email/confirm',
    setsCookies: true,
    schema: {
      operationId: 'confirmEmailChange',
      tags: ['auth'],
      summary: 'Confirm another email address',
      description:
        'Takes the code that was mailed to the new address, which is the account’s from then on. The old one is told of it.',
      body,
      response: { 200: profileSchema, ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503) },
    },
    handler: async (request, { sub, email: before, language: chosen }, reply) => {
      await limits.confirm?.(sub)
      const holder = { sub, accessToken: guard.accessToken(request) }
      const { email } = await identity.confirmEmailChange(holder, request.body.code)
      const user = await db.transaction(async (tx) => {
        const row = await updateEmail(tx, sub, email)
        await audit(tx, {
          ...{ action: 'account.email_changed', target: sub, before: null, after: null },
          ...{ actor: { kind: 'member', sub }, requestId: request.id },
        })
        const cause = `address_changed:${sub}:${clock.nowMs()}`
        const newEmailMasked = maskedEmail(email)
        // The old address is no member's any more.
        const language = chosen ?? requestedLanguage(request)
        await sendLater(tx, { to: before, cause, mail: { kind: 'address_changed', newEmailMasked }, language })
        return row
      })
      if (!user) throw new AppError('unauthenticated', 'Not authenticated')
      guard.forget(sub)
      cookies.setDevice(reply, { cookie: devices.issue(email), lifeSeconds: DEVICE_LIFE_SECONDS })
      return toProfile(user)
    },
  })
}
