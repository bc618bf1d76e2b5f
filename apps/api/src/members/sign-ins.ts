import type { MemberStatus } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { IdentityProvider, TokenSet } from '../ports/identity-provider.ts'
import {
  insertSignIn,
  insertUnknownSignIn,
  type LivingSignIn,
  noteSignedOut,
  noteSteppedUp,
  prolongSignIns,
  type RevokedReason,
  revokeOtherSignIns,
  revokeOwnSignIn,
  revokeSignIn,
  type SignInMethod,
  type SignInOwner,
  selectHasSteppedUp,
  selectIsFresh,
  selectLivingSignIns,
  selectSignInOwner,
} from './queries.ts'

/** Where a sign-in comes from, and how. */
export interface SignInOrigin {
  /** The user agent, cut; null if it says nothing. */
  device: string | null
  /** ISO 3166 code; null where nobody knows. */
  country: string | null
  method: SignInMethod
}

/** A sign-in that a token speaks of. */
export interface FoundSignIn {
  sub: string
  signInId: string
  beganAtSeconds: number
  endsAtSeconds: number
}

/** Fresh tokens of a sign-in, and the country that they were asked for from. */
export interface Renewed {
  tokens: Pick<TokenSet, 'signInId' | 'refreshExpiresAtSeconds'>
  country: string | null
}

/**
 * The registry of sign-ins, whichever provider issued their tokens: a token counts only while its sign-in lives here.
 * `db` is the pool, or the transaction of what happens with it.
 */
export interface SignIns {
  /**
   * A sign-in begins.
   * @param ageMs how long ago the provider was asked for it.
   * @returns false for somebody who is no active member, or whose sign-ins were all ended since.
   */
  begin(db: Database, tokens: TokenSet, origin: SignInOrigin, ageMs: number): Promise<boolean>
  /**
   * One that somebody made at the provider itself is heard of. A sign-in that was ever known here stays what it is: what was
   * revoked is not taken up again, nor what has ended.
   * @returns whether it begins here.
   */
  adopt(db: Database, signIn: FoundSignIn, origin: SignInOrigin): Promise<boolean>
  /**
   * Some go on with fresh tokens, asked for from a country, if somebody knows.
   * @returns for each its member's status; undefined if it does not live any more.
   */
  prolong(db: Database, renewed: Renewed[]): Promise<(MemberStatus | undefined)[]>
  /** It ends for good; every process, edge and socket learns of it. @returns whether it lived until now. */
  revoke(db: Database, signInId: string, reason: RevokedReason): Promise<boolean>
  /** Whom to tell of a sign-in, and its user agent; undefined where its member is gone. */
  ownerOf(db: Database, signInId: string): Promise<SignInOwner | undefined>
  /** Those of a member that live, the ones that were used last first. */
  list(db: Database, sub: string, page: { limit: number }): Promise<LivingSignIn[]>
  /** Whether it began at most `withinMs` ago, in this way. */
  isFresh(db: Database, signIn: { signInId: string; method: SignInMethod; withinMs: number }): Promise<boolean>
  /** Whoever holds it proved again who they are. @returns until when that counts. */
  stepUp(db: Database, signInId: string): Promise<number>
  /** Whether that, or a sign-in which passed through here, was a few minutes ago at the most. */
  hasSteppedUp(db: Database, signInId: string): Promise<boolean>
  /** As `revoke`, for one that has to be `sub`'s. */
  revokeOwn(db: Database, sub: string, ending: { signInId: string; reason: RevokedReason }): Promise<boolean>
  /** The same for all of `sub`, but for the sign-in `keep`, and for what is under way. `db` is a transaction. @returns the ids of those that lived until now. */
  revokeOthers(db: Database, sub: string, ending: { keep: string | null; reason: RevokedReason }): Promise<string[]>
}

/** How long somebody counts as the person who proved who they are. */
export const STEP_UP_LIFE_MS = 5 * 60_000

interface Parts {
  clock: Clock
  provider: IdentityProvider['name']
}

export function openSignIns({ clock, provider }: Parts): SignIns {
  return {
    begin: (db, { signInId: id, sub, refreshExpiresAtSeconds: expiresAtSeconds }, origin, ageMs) =>
      insertSignIn(db, { ...origin, id, sub, provider, nowMs: clock.nowMs(), expiresAtSeconds, ageMs }),
    adopt: async (db, { signInId: id, sub, beganAtSeconds, endsAtSeconds: expiresAtSeconds }, origin) => {
      const nowMs = clock.nowMs()
      if (expiresAtSeconds * 1000 <= nowMs) return false
      const ageMs = nowMs - beganAtSeconds * 1000
      return insertUnknownSignIn(db, { ...origin, id, sub, provider, nowMs, expiresAtSeconds, ageMs })
    },
    prolong: (db, renewed) => {
      const nowMs = clock.nowMs()
      const prolongations = renewed.map(({ tokens, country }) => {
        return { id: tokens.signInId, country, nowMs, expiresAtSeconds: tokens.refreshExpiresAtSeconds }
      })
      return prolongSignIns(db, prolongations)
    },
    revoke: (db, id, reason) => revokeSignIn(db, { id, reason, nowMs: clock.nowMs() }),
    ownerOf: (db, id) => selectSignInOwner(db, id),
    list: (db, sub, { limit }) => selectLivingSignIns(db, { sub, limit, nowMs: clock.nowMs() }),
    isFresh: (db, { signInId: id, method, withinMs }) =>
      selectIsFresh(db, { id, method, sinceMs: clock.nowMs() - withinMs }),
    stepUp: async (db, id) => {
      const nowMs = clock.nowMs()
      await noteSteppedUp(db, { id, nowMs })
      return nowMs + STEP_UP_LIFE_MS
    },
    hasSteppedUp: (db, id) => selectHasSteppedUp(db, { id, sinceMs: clock.nowMs() - STEP_UP_LIFE_MS }),
    revokeOwn: (db, sub, { signInId: id, reason }) => revokeOwnSignIn(db, { id, sub, reason, nowMs: clock.nowMs() }),
    revokeOthers: async (db, sub, ending) => {
      // First, so that a sign-in which is being stored meanwhile waits, or is seen by what follows.
      await noteSignedOut(db, sub)
      return revokeOtherSignIns(db, { ...ending, sub, nowMs: clock.nowMs() })
    },
  }
}
