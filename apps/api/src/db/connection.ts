import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import type pg from 'pg'
import { PreferredTls } from './preferred-tls.ts'

/** What a driver needs to open a connection, and pg-boss alike. */
export type Connection = Pick<pg.ClientConfig, 'host' | 'user' | 'database' | 'password' | 'ssl' | 'stream'> & {
  port?: number
}

/** The address of a database; one that can be renewed may have another password later, with which new connections are opened. */
export type DatabaseUrl = string | { reveal(): string; renew(): Promise<void> }

/**
 * How a connection to a database is opened, with `sslmode` and `sslrootcert` of its address as libpq reads them:
 * the driver itself takes `require` for `verify-full`, and knows no `prefer`. `sslrootcert` is a path, or the certificates themselves.
 *
 * @throws Error when the certificates cannot be read.
 */
export function connectionTo(databaseUrl: DatabaseUrl): Connection {
  const url = new URL(textOf(databaseUrl))
  const { sslmode: mode = 'disable', sslrootcert: authorities = null, ...others } = Object.fromEntries(url.searchParams)
  const parameters: object = others
  const connection = {
    ...(url.hostname && { host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') }),
    ...(url.port && { port: Number(url.port) }),
    ...(url.username && { user: decodeURIComponent(url.username) }),
    ...(url.pathname.length > 1 && { database: decodeURI(url.pathname.slice(1)) }),
    ...(url.password && { password: () => decodeURIComponent(new URL(textOf(databaseUrl)).password) }),
    ...parameters,
  }
  if (mode === 'prefer') return { ...connection, ssl: false, stream: () => new PreferredTls() }
  return { ...connection, ssl: tlsOf(mode, authorities) }
}

/** The address as it is now. */
export function textOf(databaseUrl: DatabaseUrl): string {
  return typeof databaseUrl === 'string' ? databaseUrl : databaseUrl.reveal()
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
