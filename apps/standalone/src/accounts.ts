import { join } from 'node:path'
import type { Role } from '@better-and-bliss/api/accounts'
import type { Tier } from '@better-and-bliss/membership'
import { z } from 'zod'
import { readJson, writePrivateJson } from './json-file.ts'

export interface Account {
  email: string
  password: string
  fullName: string
  role: Role
  tier: Tier
}

/** Who a fresh installation knows: one member of each tier, and an admin. */
const PEOPLE: Omit<Account, 'password'>[] = [
  { email: 'free@betterandbliss.local', fullName: 'Fay Free', role: 'free_user', tier: 'free' },
  { email: 'basic@betterandbliss.local', fullName: 'Bao Basic', role: 'premium_user', tier: 'basic' },
  { email: 'premium@betterandbliss.local', fullName: 'Pia Premium', role: 'premium_user', tier: 'premium' },
  { email: 'admin@betterandbliss.local', fullName: 'Ada Admin', role: 'admin', tier: 'premium' },
]

const CONSONANTS = 'bdfghjklmnprstvwz'
const VOWELS = 'aeiou'

const schema = z.record(z.string(), z.string())

/**
 * The accounts to begin with. Their passwords are made on the first start and kept in `accounts.json`, mode 600.
 *
 * @param randomInt a uniform integer in [0, bound).
 * @throws CannotStart when that file is damaged.
 */
export async function loadAccounts(dataDir: string, randomInt: (bound: number) => number): Promise<Account[]> {
  const path = join(dataDir, 'accounts.json')
  const remedy = 'Delete it to have new accounts made, beside those that are in the database.'
  const kept = await readJson(path, schema, remedy)
  const passwords = kept ?? Object.fromEntries(PEOPLE.map(({ email }) => [email, newPassword(randomInt)]))
  if (!kept) await writePrivateJson(path, passwords)
  return PEOPLE.flatMap((person) => {
    const password = passwords[person.email]
    return password === undefined ? [] : [{ ...person, password }]
  })
}

/** Can be read out and typed, such as `Tibano-Kumeri-Solati-47`: 64 bits of chance. */
export function newPassword(randomInt: (bound: number) => number): string {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length))
  const syllable = () => pick(CONSONANTS) + pick(VOWELS)
  const word = () => {
    const [first = '', ...rest] = syllable() + syllable() + syllable()
    return first.toUpperCase() + rest.join('')
  }
  return [word(), word(), word(), 10 + randomInt(90)].join('-')
}
