import { join } from 'node:path'
import type { Account } from './accounts.ts'
import type { Config } from './config.ts'

/** What a person wants to know once everything runs. */
export function reportOf(config: Config, accounts: Account[], tookMs: number): string {
  const { urls, dataDir } = config
  const rows = [
    ['Web app', urls.web],
    ['API', `${urls.api}  (documentation: ${urls.api}/api/docs)`],
    ['Media edge', urls.edge],
    ['Database', config.chosen.databaseUrl ? 'of DATABASE_URL' : 'PostgreSQL 18, on this machine only'],
    ['Worker', 'takes jobs'],
    ['Data, logs', `${dataDir}, ${join(dataDir, 'logs')}`],
  ] as const
  const width = Math.max(...accounts.map(({ email }) => email.length))
  return [
    '',
    `Better & Bliss runs (${(tookMs / 1000).toFixed(1)} s). Ctrl-C stops it.`,
    '',
    ...rows.map(([name, what]) => `  ${name.padEnd(10)}  ${what}`),
    '',
    'Accounts, with the passwords they were made with:',
    ...accounts.map(({ email, password }) => `  ${email.padEnd(width)}  ${password}`),
    '',
  ].join('\n')
}
