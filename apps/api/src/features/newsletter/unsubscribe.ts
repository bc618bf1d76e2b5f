import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { ignoreBodies } from '../../http/bodies.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { invalidLink } from './answers.ts'
import { endBy } from './end-subscription.ts'
import { ONE_CLICK_PATH, unsubscribePage } from './links.ts'
import type { NewsletterParts } from './parts.ts'
import { linkToken } from './tokens.ts'

const query = z.object({ token: linkToken })
const BODY_LIMIT_BYTES = 4_096

/** What List-Unsubscribe names: programs end a subscription by a POST, people who follow it see a page. */
export async function unsubscribe(app: App, parts: NewsletterParts): Promise<void> {
  await ignoreBodies(app, { limitBytes: BODY_LIMIT_BYTES }, (scope) => endByPost(scope, parts))
  leadToPage(app, parts)
}

function endByPost(app: App, parts: NewsletterParts): void {
  publicRoute(app, {
    method: 'POST',
    url: ONE_CLICK_PATH,
    // A provider of mailboxes ends the subscriptions of all its users from a few addresses.
    unlimited: true,
    foreignOrigins: true,
    schema: {
      operationId: 'unsubscribeFromNewsletter',
      tags: ['newsletter'],
      summary: 'Unsubscribe with one click (RFC 8058)',
      description:
        'Needs nothing but the token: no session, no cookie, no page before. What the body says does not count. Told again, it ' +
        'answers the same.',
      querystring: query,
      response: { 200: messageSchema, ...problems(400, 413, 415, 422, 503) },
    },
    handler: async ({ query: { token } }) => {
      const claims = parts.tokens.manage.open(token)
      if (!claims) throw invalidLink()
      const ending = { ...claims, reason: 'unsubscribed', atMs: parts.clock.nowMs() } as const
      await parts.db.transaction((tx) => endBy(tx, parts, ending))
      return { success: true as const, message: 'You get no newsletter any more.' }
    },
  })
}

function leadToPage(app: App, { frontendUrl }: NewsletterParts): void {
  publicRoute(app, {
    method: 'GET',
    url: ONE_CLICK_PATH,
    schema: {
      operationId: 'openUnsubscribePage',
      tags: ['newsletter'],
      summary: 'Go on to the page that unsubscribes',
      description:
        'For people whose mail program opens the address that stands in List-Unsubscribe. It changes nothing.',
      querystring: query,
      response: { 302: z.null(), ...problems(422) },
    },
    handler: async ({ query: { token } }, reply) => reply.redirect(unsubscribePage(frontendUrl, token), 302),
  })
}
