import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import type pg from 'pg'
import { PreferredTls } from './preferred-tls.ts'

/** What a driver needs to open a connection, and pg-boss alike. */
export type Connection = Pick<pg.ClientConfig, 'connectionString' | 'ssl' | 'stream'>

/**
 * How a connection to a database is opened, with `sslmode` and `sslrootcert` of its address as libpq reads them:
 * the driver itself takes `require` for `verify-full`, and knows no `prefer`. `sslrootcert` is a path, or the certificates themselves.
 *
 * @throws Error when the certificates cannot be read.
 */
export function connectionTo(databaseUrl: string): Connection {
  const [address = '', query = ''] = databaseUrl.split('?', 2)
  const parameters = new URLSearchParams(query)
  const mode = parameters.get('sslmode') ?? 'disable'
  const authorities = parameters.get('sslrootcert')
  parameters.delete('sslmode')
  parameters.delete('sslrootcert')
  const connectionString = parameters.size > 0 ? `${address}?${parameters.toString()}` : address
  if (mode === 'prefer') return { connectionString, ssl: false, stream: () => new PreferredTls() }
  return { connectionString, ssl: tlsOf(mode, authorities) }
}

function tlsOf(mode: string, authorities: string | null): false | ConnectionOptions {
  const ca = authorities === null ? {} : { ca: certificatesOf(authorities) }
  switch (mode) {
    case 'disable':
      return false
    case 'require':
      // As libpq: whoever names an authority wants it asked.
      return authorities === null ? { rejectUnauthorized: false } : { ...ca, checkServerIdentity: () => undefined }
    case 'verify-ca':
      return { ...ca, checkServerIdentity: () => undefined }
    case 'verify-full':
      return ca
    default:
      throw new Error(`sslmode=${mode} of DATABASE_URL is unknown`)
  }
}

function certificatesOf(text: string): string {
  if (text.startsWith('-----BEGIN')) return text
  try {
    return readFileSync(text, 'utf8')
  } catch (error) {
    throw new Error(
      `The certificates of DB_SSL_CA cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}
