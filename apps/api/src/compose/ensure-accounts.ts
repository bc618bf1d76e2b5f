import type { Tier } from '@better-and-bliss/membership'
import type { ApiSettings } from '@better-and-bliss/settings'
import type { FastifyBaseLogger } from 'fastify'
import type { Role } from '../access/member.ts'
import { openPool } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { ensureAccount } from '../features/auth/ensure-account.ts'
import { userExistsWithEmail } from '../features/auth/queries.ts'

interface Account {
  email: string
  password: string
  fullName: string
  role: Role
  tier: Tier
}

interface Parts {
  settings: ApiSettings
  log: FastifyBaseLogger
}

/** Makes those accounts that the database does not have yet. Those it has keep their passwords. */
export async function ensureAccounts(accounts: Account[], parts: Parts): Promise<void> {
  await migrate(parts.settings.databaseUrl.reveal())
  const missing = await selectMissing(accounts, parts)
  if (missing.length > 0) await make(missing, parts)
}

async function selectMissing(accounts: Account[], { settings, log }: Parts): Promise<Account[]> {
  await using db = openPool(settings.databaseUrl, { log, size: 1 })
  const known = await Promise.all(accounts.map(({ email }) => userExistsWithEmail(db, email)))
  return accounts.filter((_, index) => !known[index])
}

/** Loads most of the API, so only where there is something to make. */
async function make(accounts: Account[], parts: Parts): Promise<void> {
  const { composeApi } = await import('./api.ts')
  const { systemClock: clock, systemRandom: random } = await import('./machine.ts')
  // The operator vouches for their addresses.
  const settings = { ...parts.settings, confirmsItself: true }
  await using api = await composeApi({ ...parts, settings }, { clock, random })
  for (const account of accounts) await ensureAccount(api.auth.db, api.auth.identity, account)
}
