import { join } from 'node:path'
import type { Account } from './accounts.ts'
import type { Config } from './config.ts'
import type { StandIn } from './google-stand-in/start.ts'

export interface Report {
  config: Config
  /** Null where mail leaves. */
  outboxPort: number | null
  /** Null where Google itself signs in, or nobody. */
  standIn: StandIn | null
  accounts: Account[]
}

/** What a person wants to know once everything runs. */
export function reportOf({ config, outboxPort, standIn, accounts }: Report, tookMs: number): string {
  const { frontendUrl, backendUrl, edgeUrl, dataDir } = config
  const rows = [
    ['Web app', frontendUrl],
    ['API', `${backendUrl}  (documentation: ${backendUrl}/api/docs)`],
    ['Media edge', edgeUrl],
    ['Database', config.chosenDatabaseUrl ? 'of DATABASE_URL' : 'PostgreSQL 18, on this machine only'],
    ['Worker', 'takes jobs'],
    ...(config.store.kind === 's3' ? [['Media', `in the bucket ${config.store.bucket}`] as const] : []),
    [
      'Mail',
      outboxPort === null
        ? `leaves by ${config.mail.kind.toUpperCase()}`
        : `stays here: http://localhost:${outboxPort}`,
    ],
    ...(standIn ? [['Google', `a stand-in at ${standIn.issuer}, for development`] as const] : []),
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
