import type { Language } from '@better-and-bliss/membership'
import type { IdentityProvider, StoreWithPassword } from '../../../ports/identity-provider.ts'
import { deleteExternalAccounts } from './external-queries.ts'
import { invalidCode } from './mailed-codes.ts'
import type { Inside } from './parts.ts'
import { hashPassword, verifyPassword } from './password.ts'
import * as queries from './queries.ts'
import { wrongCredentials } from './sign-in.ts'

export async function forgotPassword({ db, codes }: Inside, email: string, language?: Language | null): Promise<void> {
  await db.transaction(async (tx) => {
    const account = await queries.selectAccountByEmail(tx, email)
    const sub = account?.email_verified ? account.sub : null
    await codes.send(tx, { purpose: 'reset_password', owner: email, sub, to: email, language })
  })
}

export async function confirmForgotPassword(
  { db, codes, hashing, random }: Inside,
  { email, code: digits, newPassword, client }: Parameters<IdentityProvider['confirmForgotPassword']>[0],
  storeWith: StoreWithPassword,
): Promise<{ sub: string }> {
  const code = await codes.check(db, { purpose: 'reset_password', owner: email, digits })
  const passwordHash = await hashing.run(client, () => hashPassword(newPassword, random))
  await db.transaction(async (tx) => {
    await codes.spend(tx, code)
    if (!(await queries.setPasswordOfAddress(tx, { sub: code.sub, email, passwordHash }))) throw invalidCode()
    // Whoever reads the address's mail now need not be whom Google knew by it: it is linked again by the new password.
    await deleteExternalAccounts(tx, code.sub)
    await queries.deleteRefreshTokensOf(tx, { sub: code.sub, keep: null })
    await storeWith(tx, { sub: code.sub, kept: false })
  })
  return { sub: code.sub }
}

export async function changePassword(
  { db, hashing, random, decoyHash }: Inside,
  { sub, keep, currentPassword, newPassword, client }: Parameters<IdentityProvider['changePassword']>[0],
  storeWith: StoreWithPassword,
): Promise<{ kept: boolean }> {
  const account = await queries.selectAccountBySub(db, sub)
  const before = account?.password_hash ?? decoyHash
  const passwordHash = await hashing.run(client, async () =>
    (await verifyPassword(currentPassword, before)) ? hashPassword(newPassword, random) : null,
  )
  if (!passwordHash) throw wrongCredentials()
  await db.transaction(async (tx) => {
    if (!(await queries.replacePassword(tx, { sub, before, passwordHash }))) throw wrongCredentials()
    await queries.deleteRefreshTokensOf(tx, { sub, keep })
    await storeWith(tx, { sub, kept: true })
  })
  return { kept: true }
}
