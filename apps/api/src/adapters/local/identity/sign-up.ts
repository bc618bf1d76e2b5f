import type { Language } from '@better-and-bliss/membership'
import { AppError } from '../../../errors.ts'
import type { IdentityProvider, NewAccount } from '../../../ports/identity-provider.ts'
import { maskedEmail } from '../../../text/email-address.ts'
import type { Inside } from './parts.ts'
import { hashPassword } from './password.ts'
import * as queries from './queries.ts'

/**
 * An account that was never confirmed is nobody's: whoever registers its address later gets it, with a password of their
 * own, so that nobody waits in an address that is not theirs.
 */
export async function signUp(
  { db, random, hashing, codes, confirmsItself }: Inside,
  { email, fullName, password, client, language }: NewAccount,
): ReturnType<IdentityProvider['signUp']> {
  const passwordHash = await hashing.run(client, () => hashPassword(password, random))
  const account = { sub: random.uuid(), email, fullName, passwordHash, verified: confirmsItself }
  const sub = await db.transaction(async (tx) => {
    const made = await queries.upsertUnverifiedAccount(tx, account)
    if (!made || confirmsItself) return made
    const isSent = await codes.send(tx, { purpose: 'confirm_address', owner: email, sub: made, to: email, language })
    // The code that is out was mailed for another password. It still proves the address, whose owner then resets it.
    if (!isSent) await queries.deletePassword(tx, made)
    return made
  })
  if (!sub) throw new AppError('email_taken', 'This email already has an account. Sign in instead.')
  if (confirmsItself) return { sub, confirmed: true, delivery: null }
  return { sub, confirmed: false, delivery: { medium: 'email', destination: maskedEmail(email) } }
}

export async function confirmSignUp({ db, codes }: Inside, email: string, digits: string): Promise<void> {
  const code = await codes.check(db, { purpose: 'confirm_address', owner: email, digits })
  await db.transaction(async (tx) => {
    await codes.spend(tx, code)
    await queries.verifyAccount(tx, code.sub)
  })
}

export async function resendCode({ db, codes }: Inside, email: string, language?: Language | null): Promise<void> {
  await db.transaction(async (tx) => {
    const account = await queries.selectAccountByEmail(tx, email)
    const sub = account && !account.email_verified ? account.sub : null
    await codes.send(tx, { purpose: 'confirm_address', owner: email, sub, to: email, language })
  })
}
