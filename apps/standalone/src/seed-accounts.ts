/** A process of its own, run once at each start: makes the accounts that the database does not have yet. */
import { randomInt } from 'node:crypto'
import { ensureAccounts } from '@better-and-bliss/api/accounts'
import { runTask } from '@better-and-bliss/process'
import { readAccountsSettings } from '@better-and-bliss/settings'
import { pino } from 'pino'
import { loadAccounts } from './accounts.ts'

await runTask({ name: 'accounts' }, async ({ machine }) => {
  const settings = readAccountsSettings(machine)
  const log = pino({ level: 'warn', base: { role: 'accounts' } })
  await ensureAccounts(await loadAccounts(settings.dataDir, randomInt), { settings, log })
  return 0
})
