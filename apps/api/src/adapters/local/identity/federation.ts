import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { ExternalIdentity, FederatedSignIn, Federation } from '../../../ports/identity-provider.ts'
import { insertExternalAccount, selectAccountOfExternal } from './external-queries.ts'
import type { OpenId, OpenIdClient } from './openid.ts'
import type { Inside } from './parts.ts'
import { type CredentialRow, selectAccountBySub, upsertUnverifiedAccount } from './queries.ts'
import { beginSignIn, disabledAccount } from './sign-in.ts'

/** Signing in with Google, straight: who comes is known by Google's subject, never by an address alone. */
export function googleFederation(inside: Inside, client: OpenIdClient): Federation {
  let opening: Promise<OpenId> | undefined
  // What the protocol takes is loaded for the first who comes this way.
  const google = () => {
    opening ??= import('./openid.ts').then(({ openId }) => openId(client))
    return opening
  }
  return {
    authorizeUrl: async (asked) => (await google()).authorizeUrl(asked),
    exchangeCode: async (callback) => {
      const external = await (await google()).identityOf(callback)
      return external ? enter(inside, external) : { result: 'email_unverified' }
    },
    link: async (sub, external) => {
      if (external.emailVerified && (await insertExternalAccount(inside.db, sub, external))) return
      throw new AppError('forbidden', 'Only an address that both sides have verified can be linked.')
    },
  }
}

async function enter(inside: Inside, external: ExternalIdentity): Promise<FederatedSignIn> {
  const account = await inside.db.transaction((tx) => accountOf(tx, inside, external))
  if (account === 'email_unverified') return { result: 'email_unverified' }
  if (account === 'link_required') return { result: 'link_required', external }
  if (account.disabled) throw disabledAccount()
  const tokens = await beginSignIn(inside, account)
  // The password was reset at this moment, which ends links, too.
  if (!tokens) throw new AppError('invalid_code', 'Your account was just changed. Sign in again.')
  return { result: 'signed_in', tokens }
}

/**
 * An account whose address was never verified is nobody's: whoever proves the address gets it, and the password that a
 * stranger may have set is void (docs/decisions/0033).
 */
async function accountOf(
  tx: Database,
  { random }: Inside,
  external: ExternalIdentity,
): Promise<CredentialRow | 'email_unverified' | 'link_required'> {
  const known = await selectAccountOfExternal(tx, external)
  if (known) return known
  if (!external.emailVerified) return 'email_unverified'
  const { email, name: fullName } = external
  const made = await upsertUnverifiedAccount(tx, {
    sub: random.uuid(),
    email,
    fullName,
    passwordHash: null,
    verified: true,
  })
  if (made) {
    await insertExternalAccount(tx, made, external)
    const account = await selectAccountBySub(tx, made)
    if (account) return account
  }
  // The same person in another tab may have been a moment faster.
  return (await selectAccountOfExternal(tx, external)) ?? 'link_required'
}
