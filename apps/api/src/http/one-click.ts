import { z } from 'zod'
import type { App } from './app.ts'
import { ignoreBodies } from './bodies.ts'
import { messageSchema } from './message.ts'
import { problems } from './problems.ts'
import { publicRoute } from './routes.ts'

const BODY_LIMIT_BYTES = 4_096

/** Something that mails bring until somebody ends it. */
interface OneClickEnd {
  /** What List-Unsubscribe names, with `token` in the query. */
  path: string
  tag: string
  /** Of a token as mails bring it. */
  token: z.ZodType<string>
  post: { operationId: string; summary: string }
  get: { operationId: string; summary: string }
  /** What a program is told. */
  ended: string
  /** May be called again. @throws AppError `invalid_link` for a token that nobody made */
  end(token: string): Promise<void>
  /** The address of the page where people end it. */
  page(token: string): string
}

/** What List-Unsubscribe and List-Unsubscribe-Post name (RFC 8058): programs end it by a POST, people who follow the address see a page. */
export async function oneClickRoutes(app: App, oneClick: OneClickEnd): Promise<void> {
  await ignoreBodies(app, { limitBytes: BODY_LIMIT_BYTES }, (scope) => endByPost(scope, oneClick))
  leadToPage(app, oneClick)
}

function endByPost(app: App, { path, tag, token, post, ended, end }: OneClickEnd): void {
  publicRoute(app, {
    method: 'POST',
    url: path,
    // A provider of mailboxes ends those of all its users from a few addresses.
    unlimited: true,
    foreignOrigins: true,
    schema: {
      ...post,
      tags: [tag],
      description:
        'Needs nothing but the token: no session, no cookie, no page before. What the body says does not count. Told again, it ' +
        'answers the same.',
      querystring: z.object({ token }),
      response: { 200: messageSchema, ...problems(400, 413, 415, 422, 503) },
    },
    handler: async ({ query }) => {
      await end(query.token)
      return { success: true as const, message: ended }
    },
  })
}

function leadToPage(app: App, { path, tag, token, get, page }: OneClickEnd): void {
  publicRoute(app, {
    method: 'GET',
    url: path,
    schema: {
      ...get,
      tags: [tag],
      description:
        'For people whose mail program opens the address that stands in List-Unsubscribe. It changes nothing.',
      querystring: z.object({ token }),
      response: { 302: z.null(), ...problems(422) },
    },
    handler: async ({ query }, reply) => reply.redirect(page(query.token), 302),
  })
}
