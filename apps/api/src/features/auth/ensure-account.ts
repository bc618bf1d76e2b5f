import type { Tier } from '@better-and-bliss/membership'
import type { Role } from '../../access/member.ts'
import type { Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { audit } from '../../members/audit.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { hasDeletedMembers, updateRoleAndTier, upsertUserAtLogin, userExistsWithEmail } from './queries.ts'

/**
 * Makes an account with a role and a tier if its email has none yet; an existing one stays as it is. Where members were
 * deleted nothing is made: the missing one may be among them.
 */
export async function ensureAccount(
  db: Pick<Pool, 'query' | 'transaction'>,
  identity: IdentityProvider,
  account: { email: string; password: string; fullName: string; role: Role; tier: Tier },
): Promise<void> {
  if ((await hasDeletedMembers(db)) || (await userExistsWithEmail(db, account.email))) return
  const sub = await subjectOf(identity, account)
  const { role, tier } = account
  await db.transaction(async (tx) => {
    const member = { sub, email: account.email, displayName: account.fullName, language: null }
    const row = await upsertUserAtLogin(tx, member)
    await updateRoleAndTier(tx, sub, { role, tier })
    const before = { role: row.role, tier: row.subscription_tier }
    const act = { action: 'member.role_and_tier_set', target: sub, before, after: { role, tier } } as const
    await audit(tx, { ...act, actor: { kind: 'system' }, requestId: null })
  })
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
    const outcome = await identity.signIn({ ...account, client: 'start' })
    if (outcome.result !== 'signed_in') throw error
    return outcome.tokens.sub
  }
}
