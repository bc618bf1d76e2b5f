import fastifyCookie from '@fastify/cookie'
import type { Pool } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import type { SessionCookies } from '../../http/cookies.ts'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { SignIns } from '../../members/sign-ins.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { getProfile } from './get-profile.ts'
import { jwks } from './jwks.ts'
import type { KnownDevices } from './known-devices.ts'
import { login } from './login.ts'
import type { LoginLimits } from './login-limits.ts'
import { logout } from './logout.ts'
import { me } from './me.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { updateProfile } from './update-profile.ts'

export interface AuthParts {
  db: Pick<Pool, 'query' | 'transaction'>
  identity: IdentityProvider
  signIns: SignIns
  guard: Guard
  cookies: SessionCookies
  clock: Clock
  /** Null where there is no limit. */
  limits: { register: Limiter | null; refresh: Limiter | null }
  loginLimits: LoginLimits
  devices: KnownDevices
}

/** Members: who they are, and how they come and go. Only here are cookies written, so only here is their plugin. */
export async function auth(app: App, parts: AuthParts): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(fastifyCookie)
    register(scope, parts)
    login(scope, parts)
    me(scope, parts)
    getProfile(scope, parts)
    updateProfile(scope, parts)
    logout(scope, parts)
    refresh(scope, parts)
    jwks(scope, parts)
  })
}
