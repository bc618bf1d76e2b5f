import type { SignInProblem } from '@better-and-bliss/membership'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import type { Flow } from './federation/flows.ts'
import { problemOf } from './federation/problem-of.ts'
import { onlyVisits } from './federation/visits.ts'
import { originOf } from './origin.ts'
import type { AuthParts } from './parts.ts'
import { finishSignIn } from './sign-in.ts'

const MAX_LENGTH = 4_096

const query = z.object({
  state: boundedText(MAX_LENGTH).default('').describe('Comes back as it was sent out'),
  code: boundedText(MAX_LENGTH).optional().describe('What the provider gives for the tokens, once'),
  error: boundedText(MAX_LENGTH).optional().describe('Why there is no code, such as `access_denied`'),
})

export function callback(app: App, parts: AuthParts): void {
  const { federation } = parts
  publicRoute(app, {
    method: 'GET',
    url: '/auth/callback',
    setsCookies: true,
    schema: {
      operationId: 'finishGoogleSignIn',
      tags: ['auth'],
      summary: 'Come back from Google',
      description:
        'Where Google leads the browser. Sets the cookies of a session and leads to `/sign-in/done` of the web app; to ' +
        '`/sign-in?link=google` where the owner of the address has to confirm by a password first; and to ' +
        '`/sign-in?problem=…` when something is in the way. What comes back counts once, within ten minutes, in the browser ' +
        'that it was sent out by.',
      querystring: query,
      response: { 302: z.null(), ...problems(403, 422) },
    },
    before: async (request) => onlyVisits(request),
    handler: async (request, reply) => {
      let returnTo = '/'
      try {
        const cookie = request.headers.cookie ?? ''
        const flow = await federation.flows.end(parts.db, cookie, request.query.state, reply)
        if (!flow) return reply.redirect(federation.back.problem('flow_ended'))
        returnTo = flow.returnTo
        const problem = refusalOf(request.query)
        return reply.redirect(
          problem ? federation.back.problem(problem, returnTo) : await finish(parts, flow, request, reply),
        )
      } catch (error) {
        return reply.redirect(federation.back.problem(problemOf(error, request.log), returnTo))
      }
    },
  })
}

function refusalOf({ code, error }: z.infer<typeof query>): SignInProblem | null {
  if (error === 'access_denied') return 'denied'
  if (error) return 'unavailable'
  return code ? null : 'refused'
}

/** @returns the page to go to. */
async function finish(parts: AuthParts, flow: Flow, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { identity, country, federation } = parts
  const { redirectUri, back, pendingLinks } = federation
  if (!identity.federation) throw new AppError('unavailable', 'Signing in with Google is not set up any more.')
  const { state, nonce, codeVerifier, returnTo } = flow
  // Never the Host that a request names, which anybody may choose.
  const callbackUrl = redirectUri + request.url.slice(request.url.indexOf('?'))
  const askedAtMs = parts.clock.nowMs()
  const came = await identity.federation.exchangeCode({ callbackUrl, state, nonce, codeVerifier, redirectUri })
  const origin = originOf(request, { country, method: 'google' })
  switch (came.result) {
    case 'email_unverified':
      return back.problem('email_unverified', returnTo)
    case 'link_required':
      pendingLinks.keep(reply, came.external)
      return back.link(returnTo)
    case 'signed_in':
      await finishSignIn(
        parts,
        { outcome: came, email: came.tokens.profile.email, origin, askedAtMs, deviceCookie: flow.deviceCookie },
        reply,
      )
      return back.done(returnTo)
  }
}
