import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { invalidLink } from './answers.ts'
import type { NewsletterParts } from './parts.ts'
import { activate, lockSubscriber, type Subscriber } from './queries.ts'
import { liftSuppression } from './suppressions.ts'
import { linkToken } from './tokens.ts'

const body = z.object({ token: linkToken }).meta({ id: 'ConfirmSubscription', description: 'The link that was mailed' })

const confirmedSchema = z
  .object({
    success: z.literal(true),
    manage_token: z.string().meta({
      description: 'Opens the preferences of this subscription, and ends it',
      example: 'n3sFqXNmTDmSxJ0bq5yqNfY6Zr0m0m1z8sYkq2u4cWw',
    }),
  })
  .meta({ id: 'ConfirmedSubscription', description: 'The newsletter begins' })

const LINK_LIVES_MS = 7 * 86_400_000

export function confirm(app: App, { db, clock, tokens, hashEmail }: NewsletterParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/api/newsletter/confirm',
    schema: {
      operationId: 'confirmSubscription',
      tags: ['newsletter'],
      summary: 'Confirm a subscription',
      description:
        'Takes the link that subscribing mailed, which is good for a week. Confirmed again, it changes nothing. Opening the ' +
        'link does not confirm: programs that scan mails do that, too.',
      body,
      response: { 200: confirmedSchema, ...problems(400, 403, 410, 413, 415, 422, 503) },
    },
    handler: async ({ body: { token } }) => {
      const claims = tokens.confirm.open(token)
      if (!claims) throw invalidLink()
      const { subscriberId, askedAtSeconds } = claims
      const consentAtMs = askedAtSeconds * 1000
      const nowMs = clock.nowMs()
      if (nowMs - consentAtMs > LINK_LIVES_MS) throw tooLate()
      await db.transaction(async (tx) => {
        const subscriber = await lockSubscriber(tx, subscriberId)
        if (!subscriber || hasEndedSince(subscriber, consentAtMs)) throw tooLate()
        if (subscriber.status === 'active') return
        await activate(tx, { id: subscriberId, consentAtMs, nowMs })
        await liftSuppression(tx, hashEmail(subscriber.email))
      })
      return { success: true as const, manage_token: tokens.manage.sign({ subscriberId, campaignId: null }) }
    },
  })
}

function hasEndedSince({ status, unsubscribed_at }: Subscriber, consentAtMs: number): boolean {
  if (status === 'complained') return true
  return unsubscribed_at !== null && unsubscribed_at.getTime() >= consentAtMs
}

function tooLate(): AppError {
  return new AppError('link_expired', 'This link is too old. Subscribe again, and we mail you another one.')
}
