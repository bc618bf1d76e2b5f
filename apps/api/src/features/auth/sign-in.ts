import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { SessionCookies } from '../../http/cookies.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import type { SendLater } from '../../mail/send-later.ts'
import { type AuditEntry, audit } from '../../members/audit.ts'
import { deletionAtMs } from '../../members/deletion.ts'
import type { SignInOrigin, SignIns } from '../../members/sign-ins.ts'
import { selectSuspendedReason } from '../../members/standing-queries.ts'
import { suspended } from '../../members/suspended.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Challenge, IdentityProvider, SignedIn, TokenSet } from '../../ports/identity-provider.ts'
import { NEW_PASSWORD_REQUIRED, writeChallenge } from './challenge.ts'
import { DEVICE_LIFE_SECONDS, type KnownDevices } from './known-devices.ts'
import { type UserRow, updateEmail, upsertUserAtLogin } from './queries.ts'
import { type signedInSchema, toUser } from './schemas.ts'
import { tellOfDevice } from './tell-of-device.ts'

interface Parts {
  db: Pick<Pool, 'query' | 'transaction'>
  identity: IdentityProvider
  signIns: SignIns
  cookies: SessionCookies
  devices: KnownDevices
  clock: Clock
  sendLater: SendLater
}

/**
 * Signs a person in and writes their member row if it is missing: what register and login have in common.
 *
 * @throws AppError `invalid_credentials`, `not_confirmed`, `new_password_required`, `challenge_unsupported`,
 * `account_suspended`, or `unavailable` where too many do so at once
 */
export async function signIn(
  parts: Parts,
  { origin, ...attempt }: { email: string; password: string; client: string; origin: SignInOrigin },
  reply: FastifyReply,
): Promise<z.infer<typeof signedInSchema>> {
  const askedAtMs = parts.clock.nowMs()
  const outcome = await parts.identity.signIn(attempt).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'account_suspended') throw error
    // The provider knows the password, and no reason.
    throw suspended(await selectSuspendedReason(parts.db, { sub: null, email: attempt.email }))
  })
  return finishSignIn(parts, { outcome, email: attempt.email, origin, askedAtMs }, reply)
}

interface Finished {
  outcome: SignedIn
  /** As it was typed: the provider may sign in by other names, too, so it is no member's until the provider says so. */
  email: string
  origin: SignInOrigin
  /** When the provider was asked for it. */
  askedAtMs: number
  /** Where the request does not bring it. */
  deviceCookie?: string
}

/** What follows the provider's word. @throws AppError as `signIn` does. */
export async function finishSignIn(
  { db, identity, signIns, cookies, devices, clock, sendLater }: Parts,
  { outcome, email: typed, origin, askedAtMs, deviceCookie }: Finished,
  reply: FastifyReply,
): Promise<z.infer<typeof signedInSchema>> {
  if (outcome.result === 'challenge') {
    const { challenge } = outcome
    if (challenge.name !== NEW_PASSWORD_REQUIRED) throw unsupported(challenge)
    cookies.setChallenge(reply, writeChallenge(challenge, typed))
    throw new AppError('new_password_required', 'Choose a new password: your account was made with one for once.')
  }
  const { tokens } = outcome
  const { email, emailVerified } = tokens.profile
  if (!email) throw new Error('The identity provider signs somebody in without their address')
  const language = requestedLanguage(reply.request)
  const written = { sub: tokens.sub, email, displayName: tokens.profile.name, language }
  const user = await db
    .transaction(async (tx) => {
      const stored = await upsertUserAtLogin(tx, written)
      // A change of the address broke off after the provider had made it.
      const isBehind = origin.method === 'password' && emailVerified && stored.email !== email
      if (isBehind) await updateEmail(tx, tokens.sub, email)
      const row = isBehind ? { ...stored, email } : stored
      if (!(await signIns.begin(tx, tokens, origin, clock.nowMs() - askedAtMs))) throw notActive(row)
      await audit(tx, signedIn(tokens, { method: origin.method, requestId: reply.request.id }))
      const cookie = deviceCookie ?? cookies.device(reply.request.headers.cookie ?? '')
      if (row.has_signed_in_before && !devices.find(cookie, email))
        await tellOfDevice(tx, sendLater, { email, sub: tokens.sub, origin, nowMs: clock.nowMs() })
      return row
    })
    .catch(async (error: unknown) => {
      await identity.revoke(tokens.refreshToken).catch(() => {})
      throw error
    })
  mirrorHints(identity, { tokens, user }, reply)
  cookies.set(reply, tokens)
  cookies.setDevice(reply, { cookie: devices.issue(email), lifeSeconds: DEVICE_LIFE_SECONDS })
  return { success: true, user: toUser(memberFields(user)), expires_in: expiresIn(tokens, clock) }
}

/** Nobody waits for it: what the provider was not told now it is told by the next sign-in. */
function mirrorHints(
  identity: IdentityProvider,
  { tokens: { sub, hints }, user }: { tokens: TokenSet; user: UserRow },
  { request }: FastifyReply,
): void {
  const current = { role: user.role, tier: user.subscription_tier }
  if (!hints || (hints.role === current.role && hints.tier === current.tier)) return
  identity.updateHints(sub, current).catch((error: unknown) => {
    request.log.warn({ err: error }, 'The identity provider was not told of role and tier')
  })
}

function unsupported({ name }: Challenge): AppError {
  const message = `Your account asks for ${name} when it signs in, which is not supported here. Contact support.`
  return new AppError('challenge_unsupported', message)
}

function signedIn(
  { sub, signInId }: TokenSet,
  { method, requestId }: { method: SignInOrigin['method']; requestId: string },
): AuditEntry {
  const after = { sign_in: signInId, method }
  return { action: 'account.signed_in', target: sub, before: null, after, actor: { kind: 'member', sub }, requestId }
}

export function memberFields(user: UserRow) {
  return {
    sub: user.cognito_sub,
    email: user.email,
    name: user.display_name ?? '',
    role: user.role,
    tier: user.subscription_tier,
    deletionAtMs: deletionAtMs(user.deletion_requested_at),
    optsOutOfAnalytics: user.analytics_opt_out,
    language: user.language,
  }
}

function notActive(user: Pick<UserRow, 'status' | 'suspended_reason'>): AppError {
  return user.status === 'suspended'
    ? suspended(user.suspended_reason)
    : new AppError('invalid_credentials', 'Incorrect email or password')
}

export function expiresIn(tokens: TokenSet, clock: Clock): number {
  return tokens.accessExpiresAtSeconds - Math.floor(clock.nowMs() / 1000)
}
