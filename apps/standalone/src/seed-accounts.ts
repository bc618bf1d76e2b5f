/** A process of its own, run once at each start: makes the accounts that the database does not have yet. Those it has keep their passwords. */
import { randomInt } from 'node:crypto'
import { openPool } from '@better-and-bliss/api/src/db/database.ts'
import { migrate } from '@better-and-bliss/api/src/db/migrate.ts'
import { ensureAccount } from '@better-and-bliss/api/src/features/auth/ensure-account.ts'
import { userExistsWithEmail } from '@better-and-bliss/api/src/features/auth/queries.ts'
import { runTask } from '@better-and-bliss/process'
import { type ApiSettings, readApiSettings, readStandaloneSettings } from '@better-and-bliss/settings'
import { type Logger, pino } from 'pino'
import { type Account, loadAccounts } from './accounts.ts'

await runTask({ name: 'accounts' }, async ({ machine }) => {
  const settings = readApiSettings(machine)
  const { dataDir } = readStandaloneSettings(machine)
  const log = pino({ level: 'warn', base: { role: 'accounts' } })
  const databaseUrl = settings.databaseUrl.reveal()
  await migrate(databaseUrl)
  const missing = await selectMissing(await loadAccounts(dataDir, randomInt), databaseUrl, log)
  if (missing.length > 0) await make(missing, settings, log)
  return 0
})

/** Loads most of the API, so only where there is something to make. */
async function make(accounts: Account[], settings: ApiSettings, log: Logger): Promise<void> {
  const { composeApi } = await import('@better-and-bliss/api/src/compose/api.ts')
  const { systemClock: clock, systemRandom: random } = await import('@better-and-bliss/api/src/compose/machine.ts')
  await using api = await composeApi({ settings, log }, { clock, random })
  for (const account of accounts) await ensureAccount(api.auth.db, api.auth.identity, account)
}

async function selectMissing(accounts: Account[], databaseUrl: string, log: Logger): Promise<Account[]> {
  await using db = openPool(databaseUrl, { log, size: 1 })
  const known = await Promise.all(accounts.map(({ email }) => userExistsWithEmail(db, email)))
  return accounts.filter((_, index) => !known[index])
}
