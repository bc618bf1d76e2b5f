import type { Role } from '../../access/member.ts'
import type { Tier } from '../../access/tiers.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { hasDeletedMembers, setStanding, upsertUserAtLogin, userExistsWithEmail } from './queries.ts'

/**
 * Makes an account with a role and a tier if its email has none yet; an existing one stays as it is. Where members were
 * deleted nothing is made: the missing one may be among them.
 */
export async function ensureAccount(
  db: Database,
  identity: IdentityProvider,
  account: { email: string; password: string; fullName: string; role: Role; tier: Tier },
): Promise<void> {
  if ((await hasDeletedMembers(db)) || (await userExistsWithEmail(db, account.email))) return
  const sub = await subjectOf(identity, account)
  await upsertUserAtLogin(db, { sub, email: account.email, displayName: account.fullName })
  await setStanding(db, sub, account)
}

/** An account whose member was never written is taken up again. */
async function subjectOf(
  identity: IdentityProvider,
  account: { email: string; password: string; fullName: string },
): Promise<string> {
  try {
    return (await identity.signUp({ ...account, client: 'start' })).sub
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'email_taken') throw error
    return (await identity.signIn({ ...account, client: 'start' })).sub
  }
}
