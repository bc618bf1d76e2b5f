import type { Country } from '@better-and-bliss/viewer-country'
import type { Pool } from '../../db/database.ts'
import type { SessionCookies } from '../../http/cookies.ts'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { SendLater } from '../../mail/send-later.ts'
import type { SignIns } from '../../members/sign-ins.ts'
import type { CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { Flows } from './federation/flows.ts'
import type { PendingLinks } from './federation/pending-links.ts'
import type { WaysBack } from './federation/ways-back.ts'
import type { KnownDevices } from './known-devices.ts'
import type { LoginLimits } from './login-limits.ts'
import type { RecordFailure } from './sign-in-failures.ts'

export type AuthLimit =
  | 'register'
  | 'refresh'
  /** Of a client that leaves for another provider. */
  | 'google'
  /** Of a client that asks for codes. */
  | 'passwordReset'
  | 'resendConfirmation'
  /** Of a client and an address, or of a member, that enter codes. */
  | 'resetPassword'
  | 'confirm'
  /** Of a member who is asked for the password again. */
  | 'ownPassword'

export interface AuthParts {
  db: Pick<Pool, 'query' | 'transaction'>
  identity: IdentityProvider
  signIns: SignIns
  guard: Guard
  cookies: SessionCookies
  clock: Clock
  /** New accounts need no code; registration tells whether an address has an account. Never in production. */
  confirmsItself: boolean
  /** Null where there is no limit. */
  limits: Record<AuthLimit, Limiter | null> & { unproven: Limiter }
  loginLimits: LoginLimits
  captcha: CaptchaVerifier
  devices: KnownDevices
  recordFailure: RecordFailure
  country: Country
  /** Signing in by another provider. */
  federation: {
    flows: Flows
    pendingLinks: PendingLinks
    /** Where that leads back to: `/auth/callback`. */
    redirectUri: string
    back: WaysBack
  }
  sendLater: SendLater
}
