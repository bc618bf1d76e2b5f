import type { Database } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import type { SessionCookies } from '../../http/cookies.ts'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { getProfile } from './get-profile.ts'
import { jwks } from './jwks.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { me } from './me.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { updateProfile } from './update-profile.ts'

export interface AuthParts {
  db: Database
  identity: IdentityProvider
  guard: Guard
  cookies: SessionCookies
  clock: Clock
  limits: { register: Limiter; login: Limiter }
}

/** Members: who they are, and how they come and go. */
export function auth(app: App, parts: AuthParts): void {
  register(app, parts)
  login(app, parts)
  me(app, parts)
  getProfile(app, parts)
  updateProfile(app, parts)
  logout(app, parts)
  refresh(app, parts)
  jwks(app, parts)
}
