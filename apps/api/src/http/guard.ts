import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Member } from '../access/member.ts'
import type { Changes } from '../db/changes.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { readStanding, type Standing } from '../members/standing.ts'
import type { Clock } from '../ports/clock.ts'
import type { AccessClaims, IdentityProvider } from '../ports/identity-provider.ts'
import type { SessionCookies } from './cookies.ts'

export interface Guard {
  /** Who sent the request; null without a token, or with one that no longer counts. */
  find(request: Pick<FastifyRequest, 'headers'>): Promise<Member | null>
  /** What `find` would say, if that is known without asking anybody; undefined if it is not. */
  known(request: Pick<FastifyRequest, 'headers'>): Member | null | undefined
  /** @throws AppError `unauthenticated` or `account_suspended`. */
  require(request: Pick<FastifyRequest, 'headers'>): Promise<Member>
  /** The token that a request brings along; empty where there is none. */
  accessToken(request: Pick<FastifyRequest, 'headers'>): string
  /** What was known of a member (without `sub`: of anybody) is read again when it is needed next. */
  forget(sub?: string): void
}

/** A token's signature is checked once; what the database says of its owner is at most this old. */
const MEMBER_TTL_MS = 5_000
const MAX_TOKENS = 20_000

interface KnownStanding extends Standing {
  readAtMs: number
}

interface KnownToken {
  claims: AccessClaims
  standing: KnownStanding | null
  /** How often it was forgotten: what was being read meanwhile is old. */
  forgotten: number
}

interface Parts {
  db: Database
  identity: Pick<IdentityProvider, 'verifyAccessToken'>
  cookies: Pick<SessionCookies, 'accessToken'>
  changes: Pick<Changes, 'on'>
  clock: Clock
}

/** Decides who a request comes from: token → claims (cached until it expires) → the database's word (cached ≤ 5 s). */
export function createGuard({ db, identity, cookies, changes, clock }: Parts): Guard {
  const tokens = new LRUCache<string, KnownToken>({ max: MAX_TOKENS })
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

  function accessTokenOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
    const { cookie, authorization } = request.headers
    if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length)
    return cookie ? cookies.accessToken(cookie) : undefined
  }

  async function standingOf(token: string): Promise<Standing> {
    const known = tokens.get(token) ?? (await learn(token))
    const nowMs = clock.nowMs()
    if (known.claims.expiresAtSeconds * 1000 <= nowMs) {
      tokens.delete(token)
      return { member: null, suspended: false }
    }
    if (known.standing && isFresh(known.standing, nowMs)) return known.standing
    const { forgotten } = known
    const standing = await readStanding(db, known.claims, nowMs)
    if (known.forgotten === forgotten) known.standing = { ...standing, readAtMs: nowMs }
    return standing
  }

  async function learn(token: string): Promise<KnownToken> {
    const known = { claims: await identity.verifyAccessToken(token), standing: null, forgotten: 0 }
    tokens.set(token, known)
    return known
  }

  return {
    find: async (request) => {
      const token = accessTokenOf(request)
      if (!token) return null
      try {
        return (await standingOf(token)).member
      } catch (error) {
        if (error instanceof AppError && error.code === 'unauthenticated') return null
        throw error
      }
    },
    known: (request) => {
      const token = accessTokenOf(request)
      if (!token) return null
      const { claims, standing } = tokens.get(token) ?? {}
      const nowMs = clock.nowMs()
      if (!claims || !standing || claims.expiresAtSeconds * 1000 <= nowMs || !isFresh(standing, nowMs)) return undefined
      return standing.member
    },
    require: async (request) => {
      const token = accessTokenOf(request)
      if (!token) throw new AppError('unauthenticated', 'Not authenticated')
      const { member, suspended } = await standingOf(token)
      if (suspended) throw new AppError('account_suspended', 'This account is suspended. Contact support.')
      if (!member) throw new AppError('unauthenticated', 'Not authenticated')
      return member
    },
    accessToken: (request) => accessTokenOf(request) ?? '',
    forget,
  }
}

function isFresh({ readAtMs }: KnownStanding, nowMs: number): boolean {
  return nowMs - readAtMs <= MEMBER_TTL_MS
}
