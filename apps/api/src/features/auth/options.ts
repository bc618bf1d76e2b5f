import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'

const CACHE_CONTROL = 'public, max-age=300'

const optionsSchema = z
  .object({
    google: z.boolean().describe('Whether members may sign in with Google'),
    captcha: z
      .object({ site_key: z.string().describe('With it the script of reCAPTCHA v3 makes a `captcha_token`') })
      .nullable()
      .describe('What asks for a proof that a person registers, signs in or forgot a password; null when nothing does'),
    confirmation_by_mail: z.boolean().describe('Whether a new member has to enter a code that is mailed'),
  })
  .meta({ id: 'AuthOptions' })

/** The same for everybody until the API is started anew. */
export function options(app: App, { identity, captcha, confirmsItself }: AuthParts): void {
  const { siteKey } = captcha
  publicRoute(app, {
    method: 'GET',
    url: '/auth/options',
    schema: {
      operationId: 'getAuthOptions',
      tags: ['auth'],
      summary: 'What pages that sign people in have to offer and to ask',
      response: { 200: optionsSchema },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', CACHE_CONTROL)
      return {
        google: identity.federation !== null,
        captcha: siteKey === null ? null : { site_key: siteKey },
        confirmation_by_mail: !confirmsItself,
      }
    },
  })
}
