import { group, Incomplete, required } from '../group.ts'
import { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'
import { portOfLoopback } from './addresses.ts'

/** A user pool of AWS Cognito, and our app client of it. */
export interface Cognito {
  kind: 'cognito'
  region: string
  userPoolId: string
  clientId: string
  clientSecret: Secret | undefined
  /** App clients of native apps, whose tokens count, too. */
  nativeClientIds: string[]
  /** Origin of the hosted sign-in page. */
  hostedUrl: string | undefined
  /** Origin of the API, where it is not AWS's own. */
  endpoint: string | undefined
  /** Cognito does not tell how long its refresh tokens live. */
  refreshTokenSeconds: number
}

/** Who signs members in. */
export type Identity = { kind: 'embedded'; accessTokenSeconds: number; refreshTokenSeconds: number } | Cognito

const DAY_SECONDS = 86_400
const COGNITO = [
  'COGNITO_USER_POOL_ID',
  'COGNITO_CLIENT_ID',
  'COGNITO_CLIENT_SECRET',
  'COGNITO_DOMAIN',
  'COGNITO_NATIVE_CLIENT_IDS',
  'AWS_REGION',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  'REFRESH_TOKEN_EXPIRE_DAYS',
] as const

export const identity = group(['ACCESS_TOKEN_EXPIRE_MINUTES', ...COGNITO], (set): Identity => {
  const asksForCognito = [
    set.COGNITO_USER_POOL_ID,
    set.COGNITO_CLIENT_ID,
    set.COGNITO_CLIENT_SECRET,
    set.COGNITO_DOMAIN,
    set.COGNITO_NATIVE_CLIENT_IDS,
  ]
  if (asksForCognito.some((value) => value !== undefined)) return readCognito(set)
  return {
    kind: 'embedded',
    accessTokenSeconds: set.ACCESS_TOKEN_EXPIRE_MINUTES * 60,
    refreshTokenSeconds: set.REFRESH_TOKEN_EXPIRE_DAYS * DAY_SECONDS,
  }
})

/** Where nothing but Cognito will do. */
export const cognito = group(COGNITO, readCognito)

function readCognito(set: Pick<Values, (typeof COGNITO)[number]>): Cognito {
  const pool = required(set, ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID'], 'AWS Cognito sign-in')
  const region = /^([a-z0-9-]+)_/.exec(pool.COGNITO_USER_POOL_ID)?.[1] ?? set.AWS_REGION
  if (!region) throw new Incomplete(['AWS_REGION is missing: AWS Cognito sign-in needs it'])
  return {
    kind: 'cognito',
    region,
    userPoolId: pool.COGNITO_USER_POOL_ID,
    clientId: pool.COGNITO_CLIENT_ID,
    clientSecret: set.COGNITO_CLIENT_SECRET,
    nativeClientIds: set.COGNITO_NATIVE_CLIENT_IDS ?? [],
    hostedUrl: set.COGNITO_DOMAIN,
    endpoint: set.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
    refreshTokenSeconds: set.REFRESH_TOKEN_EXPIRE_DAYS * DAY_SECONDS,
  }
}

/** Whether a new account needs no code from its mail. In production every address is confirmed. */
export const confirmsItself = group(['ENVIRONMENT'], (set) => set.ENVIRONMENT !== 'production')

/** Seals signing keys, mails and cookies, and signs what members bring back; then what is accepted beside it. */
export const jwtKeys = group(['JWT_SECRET_KEY', 'JWT_SECRET_KEY_PREVIOUS'], (set): Secret<JwtKeys> => {
  const current = required(set, ['JWT_SECRET_KEY']).JWT_SECRET_KEY.reveal()
  const previous = set.JWT_SECRET_KEY_PREVIOUS?.reveal()
  return new Secret<JwtKeys>(previous === undefined ? [current] : [current, previous])
})

type JwtKeys = readonly [string, ...string[]]

export const cookie = group(
  ['COOKIE_SAMESITE', 'COOKIE_HTTPONLY', 'COOKIE_DOMAIN', 'ENVIRONMENT', 'BACKEND_URL', 'API_PORT'],
  (set) => ({
    secure: set.ENVIRONMENT !== 'development',
    sameSite: set.COOKIE_SAMESITE,
    domain: set.COOKIE_DOMAIN,
    suffix: set.ENVIRONMENT === 'development' ? suffixOf(portOfLoopback(set.BACKEND_URL, set.API_PORT)) : '',
  }),
)

/** `_8000` where several installations may share a host, and with it each other's cookies. */
function suffixOf(port: string | null): string {
  return port === null ? '' : `_${port}`
}
