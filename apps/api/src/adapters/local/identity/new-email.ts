import type { Language } from '@better-and-bliss/membership'
import { AppError } from '../../../errors.ts'
import { invalidCode } from './mailed-codes.ts'
import type { Inside } from './parts.ts'
import * as queries from './queries.ts'

export async function startEmailChange(
  { db, codes }: Inside,
  { sub }: { sub: string },
  email: string,
  language?: Language | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    const holder = await queries.selectAccountByEmail(tx, email)
    const isFree = !holder?.email_verified
    // A code that was made and sent to nobody stands in the place of the one before it, as any other would.
    const code = { purpose: 'confirm_new_address', owner: sub, to: email, newEmail: email, language } as const
    await codes.send(tx, { ...code, sub: isFree ? sub : null })
  })
}

export async function confirmEmailChange(
  { db, codes }: Inside,
  { sub }: { sub: string },
  digits: string,
): Promise<{ email: string }> {
  const code = await codes.check(db, { purpose: 'confirm_new_address', owner: sub, digits })
  const email = code.newEmail
  if (!email) throw invalidCode()
  try {
    await db.transaction(async (tx) => {
      await codes.spend(tx, code)
      await queries.deleteUnverifiedAccount(tx, email)
      await queries.setEmail(tx, { sub, email })
    })
  } catch (error) {
    // Somebody confirmed it for an account of their own meanwhile.
    throw error instanceof AppError && error.code === 'email_taken' ? invalidCode() : error
  }
  return { email }
}
