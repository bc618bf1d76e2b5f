import { connectionTo } from '@better-and-bliss/api/database'
import { CannotStart } from '@better-and-bliss/process'
import pg from 'pg'

const OLDEST = 150_000
const CONNECT_TIMEOUT_MS = 5_000

/** @throws CannotStart when the PostgreSQL that DATABASE_URL names cannot be used. */
export async function checkExternalDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ ...connectionTo(databaseUrl), connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; number: number }>(
      "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
    )
    const [server] = rows
    if (!server || server.number < OLDEST) {
      throw new CannotStart(`DATABASE_URL leads to PostgreSQL ${server?.version}; 15 or newer is needed.`)
    }
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(
      `The database of DATABASE_URL does not answer: ${error instanceof Error ? error.message || String(error) : String(error)}`,
    )
  } finally {
    await client.end()
  }
}
