import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** Asks the database of a started system. @returns the rows. */
export async function inDatabase<Row extends pg.QueryResultRow>(
  { dataDir }: { dataDir: string },
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { databaseUrl } = JSON.parse(await readFile(join(dataDir, 'runtime.json'), 'utf8'))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(sql, values)
    return rows
  } finally {
    await client.end()
  }
}
