/** A process of its own, run once at each start: makes the accounts that the database does not have yet. Those it has keep their passwords. */
import { randomInt } from 'node:crypto'
import { readConfig } from '@better-and-bliss/api/src/config.ts'
import { openPool } from '@better-and-bliss/api/src/db/database.ts'
import { migrate } from '@better-and-bliss/api/src/db/migrate.ts'
import { ensureAccount } from '@better-and-bliss/api/src/features/auth/ensure-account.ts'
import { userExistsWithEmail } from '@better-and-bliss/api/src/features/auth/queries.ts'
import { pino } from 'pino'
import { type Account, loadAccounts } from './accounts.ts'
import { readConfig as readStandaloneConfig } from './config.ts'

const { config, secrets } = readConfig()
const log = pino({ level: 'warn', base: { role: 'accounts' } })
await migrate(secrets.databaseUrl)
const missing = await selectMissing(await loadAccounts(readStandaloneConfig().dataDir, randomInt))
if (missing.length > 0) await make(missing)

/** Loads most of the API, so only where there is something to make. */
async function make(accounts: Account[]): Promise<void> {
  const { composeApi } = await import('@better-and-bliss/api/src/compose/api.ts')
  const { systemClock: clock, systemRandom: random } = await import('@better-and-bliss/api/src/compose/machine.ts')
  await using api = await composeApi({ config, secrets, log }, { clock, random })
  for (const account of accounts) await ensureAccount(api.auth.db, api.auth.identity, account)
}

async function selectMissing(accounts: Account[]): Promise<Account[]> {
  await using db = openPool(secrets.databaseUrl, { log, size: 1 })
  const known = await Promise.all(accounts.map(({ email }) => userExistsWithEmail(db, email)))
  return accounts.filter((_, index) => !known[index])
}
