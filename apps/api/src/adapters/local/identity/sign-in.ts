import { AppError } from '../../../errors.ts'
import type { Refreshed, SignedIn, SignInAttempt, TokenSet } from '../../../ports/identity-provider.ts'
import type { Inside } from './parts.ts'
import { verifyPassword } from './password.ts'
import * as queries from './queries.ts'
import { issueTokens } from './tokens.ts'

/** Long enough for two tabs and a slow network, short enough that a stolen token is found out. */
const GRACE_MS = 30_000

export async function signIn(inside: Inside, attempt: SignInAttempt): Promise<SignedIn> {
  const { db, hashing } = inside
  const account = await queries.selectAccountByEmail(db, attempt.email)
  const hash = account?.password_hash ?? inside.decoyHash
  const right = await hashing.run(attempt.client, () => verifyPassword(attempt.password, hash))
  if (!account?.password_hash || !right) throw wrongCredentials()
  if (account.disabled) throw disabledAccount()
  if (!account.email_verified) throw notConfirmed()
  const tokens = await beginSignIn(inside, account)
  // The password was changed while it was hashed: what began with the old one must not outlive it.
  if (!tokens) throw wrongCredentials()
  return { result: 'signed_in', tokens }
}

/** @returns null when the account was disabled, or got another password, since it was read. */
export async function beginSignIn(inside: Inside, account: queries.CredentialRow): Promise<TokenSet | null> {
  const { db, clock, random } = inside
  const family = { signInId: random.uuid(), expiresAtMs: clock.nowMs() + inside.refreshTokenSeconds * 1000 }
  const token = { ...family, sub: account.sub, passwordHash: account.password_hash }
  if (!(await queries.insertRefreshToken(db, token))) return null
  return issueTokens(inside, account, { ...family, generation: 0 })
}

export async function refresh(inside: Inside, token: string): Promise<Refreshed> {
  const { db, clock, codec } = inside
  const claim = codec.decode(token)
  if (!claim) throw sessionEnded()
  const nowMs = clock.nowMs()
  const expiresAtMs = nowMs + inside.refreshTokenSeconds * 1000
  const row =
    (await inside.rotate({ ...claim, nowMs, expiresAtMs })) ??
    (await queries.selectRefreshToken(db, { ...claim, nowMs }))
  if (!row) throw sessionEnded()
  const successor = claim.generation + 1
  const isInGrace = row.since_rotation_ms !== null && row.since_rotation_ms <= GRACE_MS
  if (row.generation !== successor || !isInGrace) return { result: 'reused', signInId: claim.signInId }
  const family = { signInId: claim.signInId, expiresAtMs: row.expires_at.getTime() }
  return { result: 'refreshed', tokens: issueTokens(inside, row, { ...family, generation: successor }) }
}

export async function revoke({ db, codec }: Inside, token: string): Promise<{ signInId: string } | null> {
  const claim = codec.decode(token)
  if (!claim) return null
  await queries.deleteRefreshToken(db, claim.signInId)
  return { signInId: claim.signInId }
}

export async function signOutEverywhere({ db }: Inside, sub: string, keep: string | null): Promise<{ kept: boolean }> {
  await queries.deleteRefreshTokensOf(db, { sub, keep })
  return { kept: keep !== null }
}

export async function disable({ db }: Inside, sub: string): Promise<void> {
  await db.transaction(async (tx) => {
    await queries.setDisabled(tx, { sub, disabled: true })
    await queries.deleteRefreshTokensOf(tx, { sub, keep: null })
  })
}

export function disabledAccount(): AppError {
  return new AppError('account_suspended', 'This account is suspended. Contact support.')
}

export function wrongCredentials(): AppError {
  return new AppError('invalid_credentials', 'Incorrect email or password')
}

function notConfirmed(): AppError {
  return new AppError('not_confirmed', 'Confirm your email address first: enter the code that we sent you.')
}

function sessionEnded(): AppError {
  return new AppError('session_ended', 'Your session has ended. Sign in again.')
}
