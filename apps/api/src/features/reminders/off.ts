import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { ignoreBodies } from '../../http/bodies.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { OFF_PATH, offPage } from './links.ts'
import type { ReminderParts } from './parts.ts'
import { switchOff } from './queries.ts'
import { reminderToken } from './tokens.ts'

const query = z.object({ token: reminderToken })
const BODY_LIMIT_BYTES = 4_096

/** What List-Unsubscribe names: programs end the reminders by a POST, people who follow it see a page. */
export async function off(app: App, parts: ReminderParts): Promise<void> {
  await ignoreBodies(app, { limitBytes: BODY_LIMIT_BYTES }, (scope) => endByPost(scope, parts))
  leadToPage(app, parts)
}

function endByPost(app: App, { db, clock, tokens }: ReminderParts): void {
  publicRoute(app, {
    method: 'POST',
    url: OFF_PATH,
    // A provider of mailboxes ends those of all its users from a few addresses.
    unlimited: true,
    foreignOrigins: true,
    schema: {
      operationId: 'switchRemindersOff',
      tags: ['reminders'],
      summary: 'Switch the reminders off with one click (RFC 8058)',
      description:
        'Needs nothing but the token: no session, no cookie, no page before. What the body says does not count. Told again, it ' +
        'answers the same.',
      querystring: query,
      response: { 200: messageSchema, ...problems(400, 413, 415, 422, 503) },
    },
    handler: async ({ query: { token } }) => {
      const userId = tokens.open(token)
      if (!userId) throw new AppError('invalid_link', 'This link is not whole. Open it from the mail once more.')
      await switchOff(db, userId, clock.nowMs())
      return { success: true as const, message: 'No reminders come any more.' }
    },
  })
}

function leadToPage(app: App, { frontendUrl }: ReminderParts): void {
  publicRoute(app, {
    method: 'GET',
    url: OFF_PATH,
    schema: {
      operationId: 'openRemindersOffPage',
      tags: ['reminders'],
      summary: 'Go on to the page that switches reminders off',
      description:
        'For people whose mail program opens the address that stands in List-Unsubscribe. It changes nothing.',
      querystring: query,
      response: { 302: z.null(), ...problems(422) },
    },
    handler: async ({ query: { token } }, reply) => reply.redirect(offPage(frontendUrl, token), 302),
  })
}
