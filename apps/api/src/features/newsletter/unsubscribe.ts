import type { App } from '../../http/app.ts'
import { oneClickRoutes } from '../../http/one-click.ts'
import { invalidLink } from './answers.ts'
import { endBy } from './end-subscription.ts'
import { ONE_CLICK_PATH, unsubscribePage } from './links.ts'
import type { NewsletterParts } from './parts.ts'
import { linkToken } from './tokens.ts'

export function unsubscribe(app: App, parts: NewsletterParts): Promise<void> {
  return oneClickRoutes(app, {
    path: ONE_CLICK_PATH,
    tag: 'newsletter',
    token: linkToken,
    post: { operationId: 'unsubscribeFromNewsletter', summary: 'Unsubscribe with one click (RFC 8058)' },
    get: { operationId: 'openUnsubscribePage', summary: 'Go on to the page that unsubscribes' },
    ended: 'You get no newsletter any more.',
    end: async (token) => {
      const claims = parts.tokens.manage.open(token)
      if (!claims) throw invalidLink()
      const ending = { ...claims, reason: 'unsubscribed', atMs: parts.clock.nowMs() } as const
      await parts.db.transaction((tx) => endBy(tx, parts, ending))
    },
    page: (token) => unsubscribePage(parts.frontendUrl, token),
  })
}
