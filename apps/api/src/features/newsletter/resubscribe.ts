import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { invalidLink } from './answers.ts'
import type { NewsletterParts } from './parts.ts'
import { preferencesSchema, toPreferences } from './preferences.ts'
import { activate, lockSubscriber } from './queries.ts'
import { liftSuppression } from './suppressions.ts'
import { linkToken } from './tokens.ts'

const body = z
  .object({ token: linkToken })
  .meta({ id: 'Resubscribe', description: 'The link of a mail, by which somebody left' })

export function resubscribe(app: App, { db, clock, tokens, hashEmail }: NewsletterParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/api/newsletter/resubscribe',
    schema: {
      operationId: 'resubscribeToNewsletter',
      tags: ['newsletter'],
      summary: 'Take leaving back',
      description:
        'Whoever has the link of a mail has the mailbox, so nothing is mailed to confirm it. Told again, it changes nothing; what ' +
        'was never confirmed stays so.',
      body,
      response: { 200: preferencesSchema, ...problems(400, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body: { token } }) => {
      const claims = tokens.manage.open(token)
      if (!claims) throw invalidLink()
      const nowMs = clock.nowMs()
      return db.transaction(async (tx) => {
        const subscriber = await lockSubscriber(tx, claims.subscriberId)
        if (!subscriber) throw invalidLink()
        if (subscriber.status === 'active' || subscriber.status === 'pending') return toPreferences(subscriber)
        await activate(tx, { id: subscriber.id, consentAtMs: nowMs, nowMs })
        await liftSuppression(tx, hashEmail(subscriber.email))
        return toPreferences({ ...subscriber, status: 'active' })
      })
    },
  })
}
