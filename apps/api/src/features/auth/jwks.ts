import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'

/** The embedded provider's issuer is `{BACKEND_URL}/identity`; this is where verifiers look for its keys. */
export function jwks(app: App, { identity }: AuthParts): void {
  const { jwks: publicKeys } = identity
  if (!publicKeys) return
  publicRoute(app, {
    method: 'GET',
    url: '/identity/.well-known/jwks.json',
    schema: {
      operationId: 'getJwks',
      tags: ['auth'],
      summary: 'Public keys of the access tokens (RFC 7517)',
      response: { 200: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: 'Jwks' }) },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return publicKeys()
    },
  })
}
