import type { ApiSettings } from '@better-and-bliss/settings'
import type { Country } from '@better-and-bliss/viewer-country'
import type { Changes } from '../db/changes.ts'
import type { Pool } from '../db/database.ts'
import { adoptSignIn } from '../features/auth/adopt-sign-in.ts'
import { openFlows } from '../features/auth/federation/flows.ts'
import { openPendingLinks } from '../features/auth/federation/pending-links.ts'
import { waysBack } from '../features/auth/federation/ways-back.ts'
import { knownDevices } from '../features/auth/known-devices.ts'
import { loginLimits, noLoginLimits } from '../features/auth/login-limits.ts'
import type { AuthParts } from '../features/auth/parts.ts'
import { failureRecorder } from '../features/auth/sign-in-failures.ts'
import { UNPROVEN_SIGN_INS } from '../features/auth/unproven-sign-ins.ts'
import { addressesIn } from '../http/addresses.ts'
import { sessionCookies } from '../http/cookies.ts'
import { createGuard } from '../http/guard.ts'
import { type Limiter, limiterOf } from '../http/rate-limit.ts'
import { sendLaterBy } from '../mail/send-later.ts'
import { openSignIns } from '../members/sign-ins.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Random } from '../ports/random.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { RootKeys } from '../sealing.ts'
import { chooseCaptcha, chooseIdentity } from './adapters.ts'
import { hashesAtOnce } from './machine.ts'

interface Parts {
  settings: ApiSettings
  db: Pool
  rootKeys: RootKeys
  changes: Changes
  rateLimiter: RateLimiter
  country: Country
  clock: Clock
  random: Random
  log: Logger
}

/** Who members are, and how they come and go. */
export async function composeAuth(parts: Parts): Promise<AuthParts> {
  const { settings, db, rootKeys, changes, rateLimiter, country, clock, random, log } = parts
  const { confirmsItself, adminAddresses } = settings
  const sendLater = sendLaterBy({ rootKeys, clock, random })
  const issuer = `${settings.backendUrl}/identity`
  const ofIdentity = {
    db,
    clock,
    random,
    rootKeys,
    issuer,
    hashesAtOnce: hashesAtOnce(),
    confirmsItself,
    sendLater,
    google: googleOf(settings),
  }
  const identity = await chooseIdentity(settings, { ...ofIdentity, log })
  const signIns = openSignIns({ clock, provider: identity.name })
  const cookies = sessionCookies(settings.cookie, clock)
  const limiter = limitersBy(settings, rateLimiter)
  const { login } = settings.rateLimits
  return {
    db,
    identity,
    signIns,
    guard: createGuard({
      db,
      identity,
      cookies,
      changes,
      clock,
      isAdminAddress: adminAddresses ? addressesIn(adminAddresses) : () => true,
      hasSteppedUp: (signInId) => signIns.hasSteppedUp(db, signInId),
      adopt: (signIn, origin) => adoptSignIn({ db, identity, signIns }, signIn, origin),
    }),
    cookies,
    clock,
    confirmsItself,
    limits: {
      register: limiter('register'),
      refresh: limiter('refresh'),
      unproven: limiterOf(rateLimiter, 'login unproven', UNPROVEN_SIGN_INS),
      passwordReset: limiter('passwordReset'),
      ...codeLimits(settings, rateLimiter),
      google: login && limiterOf(rateLimiter, 'google', login),
    },
    loginLimits: login ? loginLimits(rateLimiter, login) : noLoginLimits,
    captcha: chooseCaptcha(settings.captcha, { frontendUrl: settings.frontendUrl, clock, log }),
    devices: knownDevices({ rootKeys, clock, random }),
    recordFailure: failureRecorder({ db, rateLimiter }),
    country,
    federation: {
      flows: openFlows({ cookies, clock, random, rootKeys }),
      pendingLinks: openPendingLinks({ cookies, clock, random, rootKeys }),
      redirectUri: `${settings.backendUrl}/auth/callback`,
      back: waysBack(settings.frontendUrl),
    },
    sendLater,
  }
}

/** How often an address and account may be tried, by codes and by whoever found a device open. */
const TRIES = { points: 10, durationSeconds: 3600 }

/** Where asking for codes has a limit, entering them has, too. */
function codeLimits({ rateLimits: { passwordReset } }: ApiSettings, rateLimiter: RateLimiter) {
  const tries = (name: string) => passwordReset && limiterOf(rateLimiter, name, TRIES)
  return {
    resendConfirmation: passwordReset && limiterOf(rateLimiter, 'resendConfirmation', passwordReset),
    resetPassword: tries('resetPassword'),
    confirm: tries('confirm'),
    ownPassword: tries('ownPassword'),
  }
}

/** The person is waiting, too. */
const GOOGLE_TIMEOUT_MS = 5_000

function googleOf({ google }: ApiSettings) {
  if (google.kind === 'off') return null
  const { issuer, clientId, clientSecret } = google
  return { issuer, clientId, clientSecret: clientSecret.reveal(), timeoutMs: GOOGLE_TIMEOUT_MS }
}

/** Makes the limiter of a kind of request; null where there is no limit. */
export function limitersBy({ rateLimits }: ApiSettings, rateLimiter: RateLimiter) {
  return (name: keyof ApiSettings['rateLimits']): Limiter | null => {
    const limit = rateLimits[name]
    return limit && limiterOf(rateLimiter, name, limit)
  }
}
