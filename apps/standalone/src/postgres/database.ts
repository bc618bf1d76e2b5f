import { CannotStart } from '@better-and-bliss/process'
import pg from 'pg'
import { SUPERUSER } from './cluster.ts'

/** The application's database, and the role that owns it. */
const NAME = 'betterandbliss'
const WRONG_PASSWORD = '28P01'

export interface DatabaseUrls {
  url: string
  adminUrl: string
}

export function databaseUrls(server: { host: string; port: number; password: string }): DatabaseUrls {
  const address = (role: string, database: string) =>
    `postgresql://${role}:${encodeURIComponent(server.password)}@${server.host}:${server.port}/${database}`
  return { url: address(NAME, NAME), adminUrl: address(SUPERUSER, 'postgres') }
}

/**
 * Makes the application's role and database where they are missing. It may do everything in its database and nothing
 * outside: no files, no programs, which a superuser may.
 */
export async function ensureDatabase({ adminUrl }: DatabaseUrls, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  try {
    await client.connect()
    const { rows } = await client.query('select from pg_database where datname = $1', [NAME])
    if (rows.length > 0) return
    await client.query(`drop role if exists ${NAME}`)
    await client.query(`create role ${NAME} login password ${client.escapeLiteral(password)}`)
    await client.query(`create database ${NAME} owner ${NAME}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === WRONG_PASSWORD)) throw error
    throw new CannotStart(
      'The database does not accept the password in secrets.json. Bring back the secrets.json that belongs to it.',
    )
  } finally {
    await client.end()
  }
}
