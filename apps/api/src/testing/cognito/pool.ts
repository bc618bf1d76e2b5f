import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import { limitExceeded, notAuthorized, Refusal } from './refusal.ts'
import { type SigningKey, signingKey } from './signing-key.ts'

export const POOL_ID = 'us-east-1_Strict0001'
export const CLIENT_ID = '4strictclient0of0tests'
export const CLIENT_SECRET = 'strict0secret0of0tests0which0opens0nothing0elsewhere'
export const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL_ID}`

export interface PoolUser {
  /** Where email is the name to sign in with, Cognito's own name of somebody is the sub; `Google_…` for a federated one. */
  username: string
  sub: string
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER'
  enabled: boolean
  password: string
  attributes: Map<string, string>
  /** Subjects at Google that sign in as this user. */
  linked: Set<string>
  failures: number
  createdAtMs: number
}

/** A refresh token that was issued, alive or not. */
export interface RefreshGrant {
  username: string
  originJti: string
  clientId: string
  scope: string
  authTimeSeconds: number
  expiresAtMs: number
  rotatedAtMs: number | null
  revoked: boolean
}

interface Code {
  code: string
  expiresAtMs: number
  wrong: number
  /** What it confirms, where that is a value. */
  value?: string
}

/** What an app client may be set to. The defaults are those that docs/cognito.md asks for. */
export interface ClientSettings {
  secret: string | null
  rotation: { graceSeconds: number } | null
  /** False: a Cognito of before GetTokensFromRefreshToken. */
  hasGetTokens: boolean
  preventUserExistenceErrors: boolean
  accessTokenSeconds: number
  refreshTokenSeconds: number
  flows: string[]
}

export const CLIENT_SETTINGS: ClientSettings = {
  secret: CLIENT_SECRET,
  rotation: { graceSeconds: 30 },
  hasGetTokens: true,
  preventUserExistenceErrors: true,
  accessTokenSeconds: 900,
  refreshTokenSeconds: 7 * 86_400,
  flows: ['ALLOW_USER_PASSWORD_AUTH'],
}

/** What a pool of one client knows, in memory. */
export interface Pool {
  clock: Clock
  client: ClientSettings
  users: PoolUser[]
  /** By the token itself. */
  refreshTokens: Map<string, RefreshGrant>
  revokedOrigins: Set<string>
  /** By purpose and username. */
  codes: Map<string, Code>
  /** What was mailed last, by address. */
  mailed: Map<string, string>
  /** How often codes were asked for, by purpose and username. */
  asked: Map<string, number>
  /** Sessions of challenges, by their ids. */
  sessions: Map<string, string>
  keys: SigningKey[]
  /** What Google would say of whoever comes next to the hosted UI. */
  google: { subject: string; email: string; emailVerified: boolean; name: string } | null
  authorizationCodes: Map<string, AuthorizationCode>
}

export interface AuthorizationCode {
  username: string
  redirectUri: string
  codeChallenge: string
  nonce: string | undefined
  scope: string
}

export function openPool(clock: Clock, client: Partial<ClientSettings>): Pool {
  return {
    clock,
    client: { ...CLIENT_SETTINGS, ...client },
    users: [],
    refreshTokens: new Map(),
    revokedOrigins: new Set(),
    codes: new Map(),
    mailed: new Map(),
    asked: new Map(),
    sessions: new Map(),
    keys: [signingKey('strict-1')],
    google: null,
    authorizationCodes: new Map(),
  }
}

export function addUser(pool: Pool, user: Partial<PoolUser> & { email: string; name?: string }): PoolUser {
  const { email, name, ...rest } = user
  const sub = rest.sub ?? randomUUID()
  const added: PoolUser = {
    username: sub,
    sub,
    status: 'UNCONFIRMED',
    enabled: true,
    password: '',
    attributes: new Map([
      ['sub', sub],
      ['email', email],
      ['email_verified', 'false'],
    ]),
    linked: new Set(),
    failures: 0,
    createdAtMs: pool.clock.nowMs(),
    ...rest,
  }
  if (name !== undefined) added.attributes.set('name', name)
  pool.users.push(added)
  return added
}

/** By username, or by the email of somebody who was not federated. */
export function findUser(pool: Pool, name: string): PoolUser | undefined {
  const wanted = name.toLowerCase()
  return pool.users.find(
    (user) =>
      user.username.toLowerCase() === wanted ||
      (user.status !== 'EXTERNAL_PROVIDER' && user.attributes.get('email')?.toLowerCase() === wanted),
  )
}

/** The hash that a client with a secret must send: over the name exactly as the call bears it. */
export function secretHash(username: string, clientId = CLIENT_ID, secret = CLIENT_SECRET): string {
  return createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64')
}

export function checkSecretHash(pool: Pool, username: string, sent: string | undefined): void {
  const { secret } = pool.client
  if (secret === null) {
    if (sent === undefined) return
    throw notAuthorized(`Client ${CLIENT_ID} is not configured with secret but secret hash was received`)
  }
  if (sent === undefined) {
    throw notAuthorized(`Client ${CLIENT_ID} is configured with secret but SECRET_HASH was not received`)
  }
  if (sent !== secretHash(username)) throw notAuthorized(`Unable to verify secret hash for client ${CLIENT_ID}`)
}

const CODE_MS = { sign_up: 24 * 3_600_000, reset: 3_600_000, email: 24 * 3_600_000 }
type Purpose = keyof typeof CODE_MS
const MOST_CODES = 5
const MOST_WRONG = 5

export function sendCode(pool: Pool, purpose: Purpose, user: PoolUser, value?: string) {
  const key = `${purpose} ${user.username}`
  const times = (pool.asked.get(key) ?? 0) + 1
  if (times > MOST_CODES) throw limitExceeded()
  pool.asked.set(key, times)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const expiresAtMs = pool.clock.nowMs() + CODE_MS[purpose]
  pool.codes.set(key, { code, expiresAtMs, wrong: 0, ...(value !== undefined && { value }) })
  const to = value ?? user.attributes.get('email') ?? ''
  pool.mailed.set(to, code)
  return deliveryTo(to)
}

export function deliveryTo(email: string) {
  const [name = '', domain = ''] = email.split('@')
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${name[0]}***@${domain[0]}***` }
}

/** Uses a code up. @returns what it confirms. */
export function takeCode(pool: Pool, purpose: Purpose, user: PoolUser, sent: string): string | undefined {
  const key = `${purpose} ${user.username}`
  const known = pool.codes.get(key)
  if (!known || known.expiresAtMs <= pool.clock.nowMs()) {
    throw new Refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.')
  }
  if (known.wrong >= MOST_WRONG) throw limitExceeded()
  if (known.code !== sent) {
    known.wrong += 1
    throw new Refusal('CodeMismatchException', 'Invalid verification code provided, please try again.')
  }
  pool.codes.delete(key)
  return known.value
}

const POLICY: [RegExp, string][] = [
  [/^.{8,256}$/s, 'Password not long enough'],
  [/[a-z]/, 'Password must have lowercase characters'],
  [/[A-Z]/, 'Password must have uppercase characters'],
  [/\d/, 'Password must have numeric characters'],
  [/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/, 'Password must have symbol characters'],
]

export function checkPolicy(password: string): void {
  const broken = POLICY.find(([pattern]) => !pattern.test(password))
  if (broken) throw new Refusal('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`)
}

/** As long as Cognito's are at most: five parts of a JWE. */
export function opaqueToken(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url')
  return [
    'eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ',
    part(256),
    part(12),
    part(940),
    part(16),
  ].join('.')
}
