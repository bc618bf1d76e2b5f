import { readFile } from 'node:fs/promises'
import { SECURITY_HEADERS } from '@better-and-bliss/http'
import fastify, { type FastifyInstance } from 'fastify'
import { authorize } from './authorize.ts'
import { refusalPage } from './page.ts'
import type { StandInParts, StandInSettings } from './parts.ts'
import { token } from './token.ts'

/** A provider of OpenID Connect for one client: authorization code with PKCE, as Google speaks it. It listens to nothing yet. */
export async function buildStandIn(
  settings: StandInSettings,
  machine: Pick<StandInParts, 'nowMs' | 'randomBytes'>,
): Promise<FastifyInstance> {
  const { issuer } = settings
  const parts: StandInParts = { settings, ...machine, grants: new Map() }
  const app = fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headersFor(settings))
    // A name that somebody made to lead here would make their page one of ours.
    if (request.host !== new URL(issuer).host) return reply.status(421).send()
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  app.get('/', (_request, reply) => {
    return reply.type('text/html; charset=utf-8').send(refusalPage('Nobody wants to sign in at the moment.'))
  })
  const style = await readFile(new URL('stand-in.css', import.meta.url), 'utf8')
  app.get('/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
  app.get('/.well-known/openid-configuration', () => metadataOf(issuer))
  authorize(app, parts)
  await token(app, parts)
  return app
}

/** Browsers hold the whole chain of redirects after a form against `form-action`. */
function headersFor({ backendUrl, frontendUrl }: StandInSettings): Record<string, string> {
  const targets = [backendUrl, frontendUrl].map((url) => new URL(url).origin).join(' ')
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `form-action 'self' ${targets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return { ...SECURITY_HEADERS, 'content-security-policy': policy.join('; '), 'cache-control': 'no-store' }
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
}
