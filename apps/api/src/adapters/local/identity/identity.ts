import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Pool } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'
import type {
  AccessClaims,
  IdentityProvider,
  Refreshed,
  SignInAttempt,
  TokenSet,
} from '../../../ports/identity-provider.ts'
import type { Random } from '../../../ports/random.ts'
import { type FairQueue, fairQueue } from './fair-queue.ts'
import { hashPassword, verifyPassword } from './password.ts'
import * as queries from './queries.ts'
import { type RefreshTokenCodec, refreshTokenCodec } from './refresh-token.ts'
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts'

/** Long enough for two tabs and a slow network, short enough that a stolen token is found out. */
const GRACE_MS = 30_000
/** Some 25 sign-ins a second and core: what waits longer is given up by the person, too. */
const HASHING = { maxWaiting: 400, maxWaitMs: 15_000 }
const MAX_TOKEN_LENGTH = 8_192
const CLOCK_SKEW_SECONDS = 60

interface Parts {
  db: Pick<Pool, 'query' | 'transaction'>
  clock: Clock
  random: Random
  /** JWT_SECRET_KEY: seals the signing keys and authenticates refresh tokens. */
  jwtKey: string
  /** `iss` of every token; its JWKS stands at `{issuer}/.well-known/jwks.json`. */
  issuer: string
  accessTokenSeconds: number
  refreshTokenSeconds: number
  /** Passwords that are hashed at the same time: more would take threads and memory from everything else. */
  hashesAtOnce: number
}

interface Inside extends Parts {
  keys: SigningKeys
  codec: RefreshTokenCodec
  /** Before a connection of the database is asked for, and after it was given back. */
  hashing: FairQueue
  /** Checked when the email is unknown, so that both answers take the same time. */
  decoyHash: string
}

/** The client id that tokens are made for; the embedded provider has one client. */
const CLIENT_ID = 'better-and-bliss'

/** The embedded identity provider: argon2id passwords and RS256 tokens shaped like Cognito's, kept in our database. */
export async function localIdentity(parts: Parts): Promise<IdentityProvider> {
  const inside: Inside = {
    ...parts,
    keys: await loadSigningKeys(parts.db, parts.jwtKey, parts.random),
    codec: refreshTokenCodec(parts.jwtKey),
    hashing: fairQueue({ atOnce: parts.hashesAtOnce, ...HASHING, clock: parts.clock }),
    decoyHash: await hashPassword(parts.random.uuid(), parts.random),
  }
  return {
    name: 'embedded',
    signUp: (account) => signUp(inside, account),
    signIn: (attempt) => signIn(inside, attempt),
    refresh: (token) => refresh(inside, token),
    revoke: (token) => revoke(inside, token),
    verifyAccessToken: (token) => verifyAccessToken(inside, token),
    jwks: async () => inside.keys.jwks,
  }
}

async function signUp(
  { db, random, hashing }: Inside,
  account: { email: string; password: string; fullName: string; client: string },
): Promise<{ sub: string }> {
  const sub = random.uuid()
  const passwordHash = await hashing.run(account.client, () => hashPassword(account.password, random))
  await queries.insertAccount(db, { sub, email: account.email, fullName: account.fullName, passwordHash })
  return { sub }
}

async function signIn(inside: Inside, attempt: SignInAttempt): Promise<TokenSet> {
  const { db, clock, random, hashing } = inside
  const account = await queries.selectAccountByEmail(db, attempt.email)
  const hash = account?.password_hash ?? inside.decoyHash
  const right = await hashing.run(attempt.client, () => verifyPassword(attempt.password, hash))
  if (!account || !right) throw new AppError('invalid_credentials', 'Incorrect email or password')
  const family = { signInId: random.uuid(), expiresAtMs: clock.nowMs() + inside.refreshTokenSeconds * 1000 }
  await queries.insertRefreshToken(db, { ...family, sub: account.sub })
  return issue(inside, account, { ...family, generation: 0 })
}

async function refresh(inside: Inside, token: string): Promise<Refreshed> {
  const { db, clock, codec } = inside
  const claim = codec.decode(token)
  if (!claim) throw sessionEnded()
  const nowMs = clock.nowMs()
  const expiresAtMs = nowMs + inside.refreshTokenSeconds * 1000
  const row =
    (await queries.rotateRefreshToken(db, { ...claim, nowMs, expiresAtMs })) ??
    (await queries.selectRefreshToken(db, { ...claim, nowMs }))
  if (!row) throw sessionEnded()
  const successor = claim.generation + 1
  const isInGrace = row.since_rotation_ms !== null && row.since_rotation_ms <= GRACE_MS
  if (row.generation !== successor || !isInGrace) return { result: 'reused', signInId: claim.signInId }
  const family = { signInId: claim.signInId, expiresAtMs: row.expires_at.getTime() }
  return { result: 'refreshed', tokens: await issue(inside, row, { ...family, generation: successor }) }
}

async function revoke({ db, codec }: Inside, token: string): Promise<{ signInId: string } | null> {
  const claim = codec.decode(token)
  if (!claim) return null
  await queries.deleteRefreshToken(db, claim.signInId)
  return { signInId: claim.signInId }
}

async function issue(
  inside: Inside,
  account: queries.AccountRow,
  family: { signInId: string; generation: number; expiresAtMs: number },
): Promise<TokenSet> {
  const nowSeconds = Math.floor(inside.clock.nowMs() / 1000)
  const accessExpiresAtSeconds = nowSeconds + inside.accessTokenSeconds
  const shared = { origin_jti: family.signInId, event_id: inside.random.uuid(), auth_time: nowSeconds }
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT({ ...shared, ...claims, jti: inside.random.uuid() })
      .setProtectedHeader({ alg: 'RS256', kid: inside.keys.kid })
      .setIssuer(inside.issuer)
      .setSubject(account.sub)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(accessExpiresAtSeconds)
      .sign(inside.keys.privateKey)
  return {
    sub: account.sub,
    signInId: family.signInId,
    profile: {
      username: account.sub,
      email: account.email,
      emailVerified: account.email_verified,
      name: account.full_name,
    },
    accessToken: await sign({
      token_use: 'access',
      client_id: CLIENT_ID,
      username: account.sub,
      scope: 'aws.cognito.signin.user.admin',
    }),
    idToken: await sign({
      token_use: 'id',
      aud: CLIENT_ID,
      'cognito:username': account.sub,
      email: account.email,
      email_verified: account.email_verified,
      name: account.full_name,
    }),
    refreshToken: inside.codec.encode(family),
    accessExpiresAtSeconds,
    refreshExpiresAtSeconds: Math.floor(family.expiresAtMs / 1000),
  }
}

/** A signature proves who made the claims, not what is in them, and ids become parameters of SQL. */
const accessClaimsSchema = z.object({
  sub: z.guid().lowercase(),
  exp: z.int().positive(),
  origin_jti: z.guid().lowercase(),
  token_use: z.literal('access'),
  client_id: z.literal(CLIENT_ID),
})

async function verifyAccessToken(inside: Inside, token: string): Promise<AccessClaims> {
  if (token.length > MAX_TOKEN_LENGTH) throw notOurs()
  try {
    const { payload } = await jwtVerify(token, ({ kid = '' }) => keyById(inside, kid), {
      algorithms: ['RS256'],
      issuer: inside.issuer,
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: new Date(inside.clock.nowMs()),
    })
    const claims = accessClaimsSchema.safeParse(payload)
    if (!claims.success) throw notOurs(claims.error)
    const { sub, exp, origin_jti } = claims.data
    return { sub, signInId: origin_jti, expiresAtSeconds: exp + CLOCK_SKEW_SECONDS }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw notOurs(error)
    throw error
  }
}

async function keyById(inside: Inside, kid: string) {
  const key = inside.keys.publicKeys.get(kid)
  if (!key) throw new errors.JWKSNoMatchingKey()
  return key
}

function notOurs(cause?: unknown): AppError {
  return new AppError('unauthenticated', 'Not authenticated', { cause })
}

function sessionEnded(): AppError {
  return new AppError('session_ended', 'Your session has ended. Sign in again.')
}
