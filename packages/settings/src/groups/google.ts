import { group, Incomplete, refuseStray, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'
import { portOfLoopback } from './addresses.ts'

/** Whether the embedded identity provider signs in with Google, or with what stands in for it: OpenID Connect. */
export type Google = { kind: 'off' } | { kind: 'openid'; issuer: string; clientId: string; clientSecret: Secret }

const NAMES = ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_ISSUER'] as const
const OF_COGNITO = ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID', 'COGNITO_CLIENT_SECRET', 'COGNITO_DOMAIN'] as const

export const google = group([...NAMES, ...OF_COGNITO], (set): Google => {
  if (!set.GOOGLE_CLIENT_ID && !set.GOOGLE_CLIENT_SECRET) return { kind: 'off' }
  if (usesCognito(set)) {
    const instead = 'the user pool speaks with Google itself; unset them and configure Google there'
    refuseStray(set, ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'], instead)
  }
  const client = required(set, ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'], 'signing in with Google')
  return {
    kind: 'openid',
    issuer: set.GOOGLE_ISSUER,
    clientId: client.GOOGLE_CLIENT_ID,
    clientSecret: client.GOOGLE_CLIENT_SECRET,
  }
})

/**
 * The port that somebody chose for the stand-in for Google, if there is to be one: in development, where nobody configured
 * Google or Cognito, and browsers find the API on the machine that it runs on.
 */
export const googleStandIn = group(
  ['ENVIRONMENT', 'BACKEND_URL', 'API_PORT', 'GOOGLE_STAND_IN_PORT', ...NAMES, ...OF_COGNITO],
  (set): { port: number | undefined } | null => {
    const isWanted = !set.GOOGLE_CLIENT_ID && !set.GOOGLE_CLIENT_SECRET && !usesCognito(set)
    const isHere = portOfLoopback(set.BACKEND_URL, set.API_PORT) !== null
    if (set.ENVIRONMENT !== 'development' || !isWanted || !isHere) return null
    return { port: set.GOOGLE_STAND_IN_PORT }
  },
)

/** What the stand-in itself works with. */
export const googleStandInClient = group(['ENVIRONMENT', 'GOOGLE_STAND_IN_PORT', ...NAMES], (set) => {
  if (set.ENVIRONMENT !== 'development')
    throw new Incomplete(['The stand-in for Google is for development alone: whoever opens it may be anybody'])
  const client = required(set, ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_STAND_IN_PORT'])
  return {
    issuer: set.GOOGLE_ISSUER,
    port: client.GOOGLE_STAND_IN_PORT,
    clientId: client.GOOGLE_CLIENT_ID,
    clientSecret: client.GOOGLE_CLIENT_SECRET,
  }
})

function usesCognito(set: Values<(typeof OF_COGNITO)[number]>): boolean {
  return OF_COGNITO.some((name) => set[name] !== undefined)
}
