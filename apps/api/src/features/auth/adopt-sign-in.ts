import type { Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { FoundSignIn, SignInOrigin, SignIns } from '../../members/sign-ins.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { selectUserBySub, upsertUserAtLogin } from './queries.ts'

interface Parts {
  db: Pick<Pool, 'query' | 'transaction'>
  identity: Pick<IdentityProvider, 'accountOf'>
  signIns: Pick<SignIns, 'adopt'>
}

/**
 * Enters a sign-in in the registry that somebody made at the provider itself, in a native app: with its member, if they
 * come for the first time. Nothing happens for who is suspended or deleted, whose address is not verified or another
 * member's, and for a sign-in that ended or was revoked.
 *
 * @throws AppError `unavailable` when the provider cannot be asked who it is.
 */
export async function adoptSignIn({ db, identity, signIns }: Parts, signIn: FoundSignIn, origin: SignInOrigin) {
  const { sub } = signIn
  if ((await signIns.adopt(db, signIn, origin)) || (await selectUserBySub(db, sub))) return
  const account = await identity.accountOf(sub)
  if (!account?.emailVerified) return
  await db
    .transaction(async (tx) => {
      await upsertUserAtLogin(tx, { sub, email: account.email, displayName: account.name, language: null })
      await signIns.adopt(tx, signIn, origin)
    })
    .catch((error: unknown) => {
      if (!(error instanceof AppError) || error.status >= 500) throw error
    })
}
