import { z } from 'zod'
import { type Operation, signed } from './operations.ts'
import { CLIENT_ID, POOL_ID, type Pool } from './pool.ts'
import { Refusal } from './refusal.ts'

/** What a pool says of itself, laid over what it is: how a test makes one that is set up wrongly. */
export interface Description {
  pool: Record<string, unknown>
  client: Record<string, unknown>
  /** Null where Google is no provider of the pool. */
  google: Record<string, unknown> | null
  /** The prefix, or the whole custom domain. */
  domain: string | null
}

export function describeOperations(description: Description): Record<string, Operation> {
  return {
    DescribeUserPool: signed(z.strictObject({ UserPoolId: z.string() }), (_, { UserPoolId }) => {
      if (UserPoolId !== POOL_ID) throw notFound(`User pool ${UserPoolId} does not exist.`)
      return { UserPool: { Id: POOL_ID, ...description.pool } }
    }),
    DescribeUserPoolClient: signed(
      z.strictObject({ UserPoolId: z.literal(POOL_ID), ClientId: z.string() }),
      (pool, { ClientId }) => {
        if (ClientId !== CLIENT_ID) throw notFound(`User pool client ${ClientId} does not exist.`)
        return { UserPoolClient: { ...clientOf(pool), ...description.client } }
      },
    ),
    DescribeIdentityProvider: signed(
      z.strictObject({ UserPoolId: z.literal(POOL_ID), ProviderName: z.literal('Google') }),
      () => {
        if (!description.google) throw notFound('Identity provider Google does not exist.')
        return { IdentityProvider: { ProviderName: 'Google', ProviderType: 'Google', ...description.google } }
      },
    ),
    DescribeUserPoolDomain: signed(z.strictObject({ Domain: z.string() }), (_, { Domain }) => {
      const known = description.domain === Domain
      return { DomainDescription: known ? { Domain, UserPoolId: POOL_ID, Status: 'ACTIVE' } : {} }
    }),
  }
}

function clientOf({ client }: Pool) {
  return {
    ClientId: CLIENT_ID,
    ...(client.secret !== null && { ClientSecret: client.secret }),
    ExplicitAuthFlows: client.flows,
    AccessTokenValidity: client.accessTokenSeconds,
    IdTokenValidity: client.accessTokenSeconds,
    RefreshTokenValidity: client.refreshTokenSeconds,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
    RefreshTokenRotation: client.rotation
      ? { Feature: 'ENABLED', RetryGracePeriodSeconds: client.rotation.graceSeconds }
      : { Feature: 'DISABLED' },
    EnableTokenRevocation: true,
  }
}

function notFound(message: string): Refusal {
  return new Refusal('ResourceNotFoundException', message)
}
