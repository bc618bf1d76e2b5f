import { choice, group, Incomplete, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

/** Who signs members in. */
export type Identity =
  | { kind: 'embedded'; accessTokenSeconds: number; refreshTokenSeconds: number }
  | {
      kind: 'cognito'
      region: string
      userPoolId: string
      clientId: string
      clientSecret: Secret | undefined
      /** Of the hosted sign-in page. */
      domain: string | undefined
      /** Cognito does not tell how long its refresh tokens live. */
      refreshTokenSeconds: number
    }

const DAY_SECONDS = 86_400

export const identity = choice<Identity>()(
  [
    'ACCESS_TOKEN_EXPIRE_MINUTES',
    'REFRESH_TOKEN_EXPIRE_DAYS',
    'COGNITO_USER_POOL_ID',
    'COGNITO_CLIENT_ID',
    'COGNITO_CLIENT_SECRET',
    'COGNITO_DOMAIN',
    'AWS_REGION',
  ],
  {
    embedded,
    read: (set) => {
      const { COGNITO_CLIENT_SECRET: clientSecret, COGNITO_DOMAIN: domain } = set
      if (!set.COGNITO_USER_POOL_ID && !set.COGNITO_CLIENT_ID && !clientSecret && !domain) return embedded(set)
      const pool = required(set, ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID'], 'AWS Cognito sign-in')
      const region = set.AWS_REGION ?? /^([a-z0-9-]+)_/.exec(pool.COGNITO_USER_POOL_ID)?.[1]
      if (!region) throw new Incomplete(['AWS_REGION is missing: AWS Cognito sign-in needs it'])
      return {
        kind: 'cognito',
        region,
        userPoolId: pool.COGNITO_USER_POOL_ID,
        clientId: pool.COGNITO_CLIENT_ID,
        clientSecret,
        domain,
        refreshTokenSeconds: set.REFRESH_TOKEN_EXPIRE_DAYS * DAY_SECONDS,
      }
    },
  },
)

function embedded(set: Pick<Values, 'ACCESS_TOKEN_EXPIRE_MINUTES' | 'REFRESH_TOKEN_EXPIRE_DAYS'>): Identity {
  return {
    kind: 'embedded',
    accessTokenSeconds: set.ACCESS_TOKEN_EXPIRE_MINUTES * 60,
    refreshTokenSeconds: set.REFRESH_TOKEN_EXPIRE_DAYS * DAY_SECONDS,
  }
}

/** Whether a new account needs no code from its mail. In production every address is confirmed. */
export const confirmsItself = group(['ENVIRONMENT'], (set) => set.ENVIRONMENT !== 'production')

/** Seals the signing keys of the embedded provider, the names of known devices, and codes. */
export const jwtKey = group(['JWT_SECRET_KEY'], (set) => required(set, ['JWT_SECRET_KEY']).JWT_SECRET_KEY)

export const cookie = group(
  ['COOKIE_SAMESITE', 'COOKIE_HTTPONLY', 'COOKIE_DOMAIN', 'ENVIRONMENT', 'BACKEND_URL', 'API_PORT'],
  (set) => ({
    secure: set.ENVIRONMENT !== 'development',
    sameSite: set.COOKIE_SAMESITE,
    domain: set.COOKIE_DOMAIN,
    suffix: set.ENVIRONMENT === 'development' ? portOfLoopback(set.BACKEND_URL, set.API_PORT) : '',
  }),
)

/** `_8000` where several installations may share a host, and with it each other's cookies. */
function portOfLoopback(url: string | undefined, port: number): string {
  if (url === undefined) return `_${port}`
  const loopback = /^https?:\/\/(?:localhost|[^/:]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::(\d+))?(?:\/|$)/i.exec(
    url,
  )
  return loopback ? `_${loopback[1] ?? ''}` : ''
}
