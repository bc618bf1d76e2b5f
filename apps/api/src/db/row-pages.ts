import type { Database } from './database.ts'

/** Which rows of a table are somebody's, and what of them may be read. The names are ours: they go into SQL as they are. */
export interface OwnRows {
  table: string
  columns: readonly string[]
  /** What has to equal the parameter, such as `user_id`. */
  owner: string
  /** A column that tells rows apart, by which they are ordered. */
  key: string
}

const PAGE_SIZE = 1_000

/** All rows of somebody, read in pages while they are taken. */
export async function* rowPages(
  db: Database,
  { table, columns, owner, key }: OwnRows,
  value: string,
): AsyncGenerator<Record<string, unknown>[]> {
  let after: string | null = null
  let page: Record<string, unknown>[]
  do {
    page = await db.query<Record<string, unknown>>(
      `row_pages_${table}`,
      `select ${columns.join(', ')}, ${key}::text as page_key from ${table}
       where ${owner}::text = $1 and ($2::text is null or ${key}::text > $2) order by ${key}::text limit ${PAGE_SIZE}`,
      [value, after],
    )
    after = (page.at(-1)?.page_key as string | undefined) ?? null
    yield page.map(({ page_key: _key, ...row }) => row)
  } while (page.length === PAGE_SIZE)
}
