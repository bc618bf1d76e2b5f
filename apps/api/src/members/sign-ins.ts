import type { MemberStatus } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { IdentityProvider, TokenSet } from '../ports/identity-provider.ts'
import { insertSignIn, prolongSignIn, type RevokedReason, revokeSignIn } from './queries.ts'

/**
 * The registry of sign-ins, whichever provider issued their tokens: a token counts only while its sign-in lives here.
 * `db` is the pool, or the transaction of what happens with it.
 */
export interface SignIns {
  /**
   * A sign-in begins.
   * @param device the user agent, cut; null if it says nothing.
   * @returns false for somebody who is no active member.
   */
  begin(db: Database, tokens: TokenSet, device: string | null): Promise<boolean>
  /** It goes on with fresh tokens. @returns its member's status; undefined if it does not live any more. */
  prolong(db: Database, tokens: TokenSet): Promise<MemberStatus | undefined>
  /** It ends for good; every process, edge and socket learns of it. @returns whether it lived until now. */
  revoke(db: Database, signInId: string, reason: RevokedReason): Promise<boolean>
}

interface Parts {
  clock: Clock
  provider: IdentityProvider['name']
}

export function openSignIns({ clock, provider }: Parts): SignIns {
  return {
    begin: (db, { signInId: id, sub, refreshExpiresAtSeconds: expiresAtSeconds }, device) =>
      insertSignIn(db, { id, sub, provider, device, nowMs: clock.nowMs(), expiresAtSeconds }),
    prolong: (db, { signInId: id, refreshExpiresAtSeconds: expiresAtSeconds }) =>
      prolongSignIn(db, { id, nowMs: clock.nowMs(), expiresAtSeconds }),
    revoke: (db, id, reason) => revokeSignIn(db, { id, reason, nowMs: clock.nowMs() }),
  }
}
