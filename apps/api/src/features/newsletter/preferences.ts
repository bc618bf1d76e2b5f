import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { TOPICS } from '../../members/newsletter-topics.ts'
import { maskedEmail } from '../../text/email-address.ts'
import { invalidLink } from './answers.ts'
import type { NewsletterParts } from './parts.ts'
import { type Subscriber, selectSubscriber, setPreferences } from './queries.ts'
import { FREQUENCIES, STATUSES } from './subscription.ts'
import { linkToken } from './tokens.ts'

const topics = z
  .array(z.enum(TOPICS))
  .max(TOPICS.length)
  .transform((chosen) => TOPICS.filter((topic) => chosen.includes(topic)))
  .meta({ description: 'What they want to hear of', example: ['new_releases'] })
const frequency = z.enum(FREQUENCIES).meta({
  description: 'How often at the most; `all`: whenever there is something',
  example: 'weekly',
})

const body = z
  .object({ token: linkToken, topics, frequency })
  .meta({ id: 'NewsletterPreferencesUpdate', description: 'What a subscriber wants' })

export const preferencesSchema = z
  .object({
    email: z.string().meta({ description: 'Enough of the address for its owner to know it', example: 'a***@e***.com' }),
    status: z.enum(STATUSES).meta({ description: 'Whether the newsletter goes there: `active`', example: 'active' }),
    topics: z.array(z.enum(TOPICS)).meta({ description: 'What they want to hear of', example: ['new_releases'] }),
    frequency,
  })
  .meta({ id: 'NewsletterPreferences', description: 'How a subscription stands' })

export function preferences(app: App, parts: NewsletterParts): void {
  getPreferences(app, parts)
  updatePreferences(app, parts)
}

function getPreferences(app: App, { db, tokens }: NewsletterParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/api/newsletter/preferences',
    schema: {
      operationId: 'getNewsletterPreferences',
      tags: ['newsletter'],
      summary: 'How a subscription stands',
      querystring: z.object({ token: linkToken }),
      response: { 200: preferencesSchema, ...problems(400, 422, 503) },
    },
    handler: async ({ query: { token } }) => {
      const claims = tokens.manage.open(token)
      const subscriber = claims && (await selectSubscriber(db, claims.subscriberId))
      if (!subscriber) throw invalidLink()
      return toPreferences(subscriber)
    },
  })
}

function updatePreferences(app: App, { db, clock, tokens }: NewsletterParts): void {
  publicRoute(app, {
    method: 'PUT',
    url: '/api/newsletter/preferences',
    schema: {
      operationId: 'setNewsletterPreferences',
      tags: ['newsletter'],
      summary: 'Choose what to hear of, and how often',
      description: 'Changes neither whether somebody is subscribed, nor anything of an account.',
      body,
      response: { 200: preferencesSchema, ...problems(400, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body: { token, ...chosen } }) => {
      const claims = tokens.manage.open(token)
      const subscriber =
        claims && (await setPreferences(db, { ...chosen, id: claims.subscriberId, nowMs: clock.nowMs() }))
      if (!subscriber) throw invalidLink()
      return toPreferences(subscriber)
    },
  })
}

export function toPreferences({ email, status, topics: chosen, frequency: often }: Subscriber) {
  return { email: maskedEmail(email), status, topics: chosen, frequency: often }
}
