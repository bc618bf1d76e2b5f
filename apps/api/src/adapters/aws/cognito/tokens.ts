import { JwtVerifier } from 'aws-jwt-verify'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { AccessClaims } from '../../../ports/identity-provider.ts'
import { jwksCache } from './jwks.ts'
import type { CognitoSettings } from './parts.ts'

const MAX_TOKEN_LENGTH = 8_192
const CLOCK_SKEW_SECONDS = 60

/** Reads tokens of the pool, and nobody else's. Both throw AppError `unauthenticated`, or `unavailable` without its keys. */
export interface TokenVerifier {
  access(token: string): Promise<AccessClaims & { username: string; tokenEndsAtSeconds: number }>
  /** Who signed in. */
  id(token: string): Promise<IdClaims>
}

export type IdClaims = z.infer<typeof idSchema>

/** A signature proves who made the claims, not what is in them, and ids become parameters of SQL. */
const shared = {
  sub: z.guid().lowercase(),
  origin_jti: z.guid().lowercase(),
  exp: z.int().positive(),
  auth_time: z.int().positive(),
}
const accessSchema = z.object({
  ...shared,
  token_use: z.literal('access'),
  client_id: z.string(),
  username: z.string(),
})
const idSchema = z.object({
  ...shared,
  token_use: z.literal('id'),
  aud: z.string(),
  'cognito:username': z.string(),
  email: z.string().default(''),
  /** What is mapped from another provider comes as text. */
  email_verified: z.union([z.boolean(), z.stringbool()]).default(false),
  name: z.string().default(''),
  nonce: z.string().optional(),
  'custom:role': z.string().default(''),
  'custom:subscription_tier': z.string().default(''),
  identities: z.array(z.object({ userId: z.string(), providerName: z.string() })).default([]),
})

type Parts = Pick<
  CognitoSettings,
  'region' | 'userPoolId' | 'clientId' | 'nativeClientIds' | 'endpoint' | 'refreshTokenSeconds'
> & { clock: Clock; timeoutMs: number }

export function tokenVerifier(parts: Parts): TokenVerifier {
  const { clientId, clock } = parts
  const issuer = `https://cognito-idp.${parts.region}.amazonaws.com/${parts.userPoolId}`
  const origin = parts.endpoint ?? new URL(issuer).origin
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience: null,
      jwksUri: `${origin}/${parts.userPoolId}/.well-known/jwks.json`,
      graceSeconds: CLOCK_SKEW_SECONDS,
    },
    { jwksCache: jwksCache(parts) },
  )

  async function verified<Claims extends { exp: number }>(token: string, schema: z.ZodType<Claims>): Promise<Claims> {
    if (token.length > MAX_TOKEN_LENGTH) throw notOurs()
    const payload = await verifier
      .verify(token, { customJwtCheck: ({ header }) => onlyRs256(header.alg) })
      .catch(refuse)
    const claims = schema.safeParse(payload)
    if (!claims.success) throw notOurs(claims.error)
    if (claims.data.exp + CLOCK_SKEW_SECONDS <= clock.nowMs() / 1000) throw notOurs()
    return claims.data
  }

  return {
    access: async (token) => {
      const claims = await verified(token, accessSchema)
      if (claims.client_id !== clientId && !parts.nativeClientIds.includes(claims.client_id)) throw notOurs()
      return {
        sub: claims.sub,
        signInId: claims.origin_jti,
        expiresAtSeconds: claims.exp + CLOCK_SKEW_SECONDS,
        signInSpan: {
          beganAtSeconds: claims.auth_time,
          endsAtSeconds: claims.auth_time + parts.refreshTokenSeconds,
        },
        username: claims.username,
        tokenEndsAtSeconds: claims.exp,
      }
    },
    id: async (token) => {
      const claims = await verified(token, idSchema)
      if (claims.aud !== clientId) throw notOurs()
      return claims
    },
  }
}

function onlyRs256(alg: unknown): void {
  if (alg !== 'RS256') throw notOurs()
}

function refuse(error: unknown): never {
  throw error instanceof AppError ? error : notOurs(error)
}

function notOurs(cause?: unknown): AppError {
  return new AppError('unauthenticated', 'Not authenticated', { cause })
}
