import { group, Incomplete, required } from '../group.ts'
import { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

const names = ['DATABASE_URL', 'DB_SSL_MODE'] as const

/** With the mode of TLS in it. */
export const databaseUrl = group(names, ({ DB_SSL_MODE: mode, ...set }) =>
  withSslMode(required(set, ['DATABASE_URL']).DATABASE_URL, mode),
)

/** The same where somebody chose one; the database that comes along speaks no TLS. */
export const chosenDatabaseUrl = group(names, ({ DATABASE_URL: url, DB_SSL_MODE: mode }) => {
  if (!url && mode && mode !== 'disable')
    throw new Incomplete([`DATABASE_URL is missing: DB_SSL_MODE=${mode} needs it`])
  return url && withSslMode(url, mode)
})

function withSslMode(url: Secret, mode: Values['DB_SSL_MODE']): Secret {
  if (!mode) return url
  const [address = '', query = ''] = url.reveal().split('?', 2)
  const others = query.split('&').filter((part) => part !== '' && !part.startsWith('sslmode='))
  return new Secret(`${address}?${[...others, `sslmode=${mode}`].join('&')}`)
}

/** How long what has ended is kept. */
export const keepDays = group(
  ['STREAM_SESSIONS_KEEP_DAYS', 'SIGN_INS_KEEP_DAYS', 'JOBS_KEEP_DAYS'],
  ({ STREAM_SESSIONS_KEEP_DAYS: streamSessions, SIGN_INS_KEEP_DAYS: signIns, JOBS_KEEP_DAYS: jobs }) => ({
    streamSessions,
    signIns,
    jobs,
  }),
)

/** How many whole months each view is kept, beside what is counted of it. */
export const viewsKeepMonths = group(['VIEWS_KEEP_MONTHS'], ({ VIEWS_KEEP_MONTHS }) => VIEWS_KEEP_MONTHS)
