import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import { ownPath } from './federation/own-path.ts'
import { problemOf } from './federation/problem-of.ts'
import { onlyVisits } from './federation/visits.ts'
import type { AuthParts } from './parts.ts'

const MAX_PATH_LENGTH = 1_000

export function google(app: App, parts: AuthParts): void {
  const { identity, cookies, devices, limits } = parts
  const { flows, redirectUri, back } = parts.federation
  publicRoute(app, {
    method: 'GET',
    url: '/auth/google',
    schema: {
      operationId: 'beginGoogleSignIn',
      tags: ['auth'],
      summary: 'Sign in with Google',
      description:
        'For the window of a browser, which it leads to Google; Google leads it to `/auth/callback`. 404 where signing in ' +
        'with Google is not set up.',
      querystring: z.object({
        return: boundedText(MAX_PATH_LENGTH).optional().describe('Path of the web app to go to in the end'),
      }),
      response: { 302: z.null(), ...problems(403, 404, 422) },
    },
    before: async (request) => onlyVisits(request),
    handler: async (request, reply) => {
      if (!identity.federation) throw new AppError('not_found', 'Signing in with Google is not set up here.')
      const returnTo = ownPath(request.query.return)
      try {
        await limitClient(limits.google, request, reply)
        const sent = cookies.device(request.headers.cookie ?? '')
        const deviceCookie = sent && devices.isGenuine(sent) ? sent : ''
        const { state, nonce, codeChallenge } = flows.begin(reply, { returnTo, deviceCookie })
        return reply.redirect(await identity.federation.authorizeUrl({ state, nonce, codeChallenge, redirectUri }))
      } catch (error) {
        return reply.redirect(back.problem(problemOf(error, request.log), returnTo))
      }
    },
  })
}
