import type { FastifyRequest } from 'fastify'
import type { Member } from '../access/member.ts'
import { isOfTier, isPermitted, type Permission } from '../access/permissions.ts'
import type { Changes } from '../db/changes.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { FoundSignIn, SignInOrigin } from '../members/sign-ins.ts'
import { NOBODY, readStanding, type Standing } from '../members/standing.ts'
import { suspended } from '../members/suspended.ts'
import { mostRecent } from '../most-recent.ts'
import { type Clock, isYoungerThan } from '../ports/clock.ts'
import type { AccessClaims, IdentityProvider } from '../ports/identity-provider.ts'
import type { SessionCookies } from './cookies.ts'
import { userAgentOf } from './user-agent.ts'

export interface Guard {
  /** Who sent the request; null without a token, or with one that no longer counts. */
  find(request: Sent): Promise<Member | null>
  /** What `find` would say, if that is known without asking anybody; undefined if it is not. */
  known(request: Sent): Member | null | undefined
  /** @throws AppError `unauthenticated` or `account_suspended`. */
  require(request: Sent): Promise<Member>
  /**
   * Who sent the request, if they may do what asks for a permission. What is no `permissionRoute` asks here itself.
   *
   * @throws AppError as `require` does, `forbidden`, `address_not_allowed` or `step_up_required`.
   */
  permit(request: Sent & Pick<FastifyRequest, 'ip'>, needed: Needed): Promise<Member>
  /** The token that a request brings along; empty where there is none. */
  accessToken(request: Sent): string
  /** What was known of a member (without `sub`: of anybody) is read again when it is needed next. */
  forget(sub?: string): void
}

export interface Needed {
  permission: Permission
  /** Whether the person has to have proved who they are within minutes. */
  stepUp: boolean
}

/** A token's signature is checked once; what the database says of its owner is at most this old. */
const MEMBER_TTL_MS = 5_000
const MAX_TOKENS = 20_000
const BEARER = 'Bearer '

interface KnownStanding extends Standing {
  readAtMs: number
}

interface KnownToken {
  claims: AccessClaims
  standing: KnownStanding | null
  /** How often it was forgotten: what was being read meanwhile is old. */
  forgotten: number
  /** Under way, or over: what is refused stays refused. */
  adoption: Promise<void> | 'tried' | null
}

interface Parts {
  db: Database
  identity: Pick<IdentityProvider, 'verifyAccessToken'>
  cookies: Pick<SessionCookies, 'accessToken'>
  changes: Pick<Changes, 'on'>
  clock: Clock
  /** Whether the studio may be used from an address. */
  isAdminAddress(address: string): boolean
  /** Whether whoever holds a sign-in proved within minutes who they are: asked each time. */
  hasSteppedUp(signInId: string): Promise<boolean>
  /** Enters a sign-in in the registry that it does not know, if it may. */
  adopt(signIn: FoundSignIn, origin: SignInOrigin): Promise<void>
}

type Sent = Pick<FastifyRequest, 'headers'>

/** Decides who a request comes from: token → claims (cached until it expires) → the database's word (cached ≤ 5 s). */
export function createGuard(parts: Parts): Guard {
  const { cookies, clock, isAdminAddress, hasSteppedUp } = parts
  const standings = standingsOf(parts)

  function accessTokenOf({ headers: { cookie, authorization } }: Sent): string | undefined {
    if (authorization?.startsWith(BEARER)) return authorization.slice(BEARER.length)
    return cookie ? cookies.accessToken(cookie) : undefined
  }

  async function require(request: Sent): Promise<Member> {
    const token = accessTokenOf(request)
    if (!token) throw new AppError('unauthenticated', 'Not authenticated')
    const { member, suspended: isSuspended, suspendedReason } = await standings.read(token, request)
    if (isSuspended) throw suspended(suspendedReason)
    if (!member) throw new AppError('unauthenticated', 'Not authenticated')
    return member
  }

  return {
    find: async (request) => {
      const token = accessTokenOf(request)
      if (!token) return null
      try {
        return (await standings.read(token, request)).member
      } catch (error) {
        if (error instanceof AppError && error.code === 'unauthenticated') return null
        throw error
      }
    },
    known: (request) => {
      const token = accessTokenOf(request)
      if (!token) return null
      const { claims, standing } = standings.tokens.get(token) ?? {}
      const nowMs = clock.nowMs()
      if (!claims || !standing || claims.expiresAtSeconds * 1000 <= nowMs || !isFresh(standing, nowMs)) return undefined
      return standing.member
    },
    require,
    permit: async (request, { permission, stepUp }) => {
      const member = await require(request)
      if (!isPermitted(member, permission)) throw lacking(permission)
      if (!isOfTier(permission) && !isAdminAddress(request.ip)) throw notFromHere(request.ip)
      if (stepUp && !(await hasSteppedUp(member.signInId))) throw stepUpRequired()
      return member
    },
    accessToken: (request) => accessTokenOf(request) ?? '',
    forget: standings.forget,
  }
}

function lacking(permission: Permission): AppError {
  const message = `Your account lacks the permission ${permission}. Ask an administrator for a role that has it.`
  return new AppError('forbidden', message)
}

function notFromHere(address: string): AppError {
  const message = `The studio cannot be used from your address, ${address}. Go on from one that its administrators allow.`
  return new AppError('address_not_allowed', message)
}

function stepUpRequired(): AppError {
  const message = 'Confirm that it is you: enter your password once more, or sign in again. Then repeat what you did.'
  return new AppError('step_up_required', message)
}

/** What is known of the holders of tokens. */
function standingsOf({
  db,
  identity,
  changes,
  clock,
  adopt,
}: Pick<Parts, 'db' | 'identity' | 'changes' | 'clock' | 'adopt'>) {
  const tokens = mostRecent<string, KnownToken>(MAX_TOKENS)
  changes.on(
    'member_changed',
    ({ sub }) => forget(sub),
    () => forget(),
  )

  function forget(sub?: string): void {
    for (const known of tokens.values()) {
      if (sub !== undefined && known.claims.sub !== sub) continue
      known.standing = null
      known.forgotten += 1
    }
  }

  async function read(token: string, request: Sent): Promise<Standing> {
    const known = tokens.get(token) ?? (await learn(token))
    const nowMs = clock.nowMs()
    if (known.claims.expiresAtSeconds * 1000 <= nowMs) {
      tokens.delete(token)
      return NOBODY
    }
    if (known.standing && isFresh(known.standing, nowMs)) return known.standing
    const { forgotten } = known
    const found = await readStanding(db, known.claims, nowMs)
    const isUnknown = !found.member && !found.suspended
    const isAdopted = isUnknown && (await adopted(known, request, adopt))
    const standing = isAdopted ? await readStanding(db, known.claims, nowMs) : found
    if (known.forgotten === forgotten) known.standing = { ...standing, readAtMs: nowMs }
    return standing
  }

  async function learn(token: string): Promise<KnownToken> {
    const claims = await identity.verifyAccessToken(token)
    const known: KnownToken = { claims, standing: null, forgotten: 0, adoption: null }
    tokens.set(token, known)
    return known
  }

  return { tokens, read, forget }
}

/** Only a native app signs in without us, and it sends no cookie. @returns whether the registry may know the sign-in now. */
async function adopted(known: KnownToken, { headers }: Sent, adopt: Parts['adopt']): Promise<boolean> {
  const { sub, signInId, signInSpan } = known.claims
  if (signInSpan === null || known.adoption === 'tried' || !headers.authorization) return false
  const origin = { device: userAgentOf({ headers }), country: null, method: 'provider' } as const
  known.adoption ??= adopt({ sub, signInId, ...signInSpan }, origin).catch((error: unknown) => {
    known.adoption = null
    throw error
  })
  await known.adoption
  known.adoption = 'tried'
  return true
}

function isFresh({ readAtMs }: KnownStanding, nowMs: number): boolean {
  return isYoungerThan(MEMBER_TTL_MS, { nowMs, sinceMs: readAtMs })
}
