import type { Database } from '../db/database.ts'

/** The schema of a database as text that reads like SQL and is the same on every machine. */
export async function renderSchema(db: Database): Promise<string> {
  const tables = await db.query<TableRow>('schema_tables', TABLES)
  const parts: string[] = []
  for (const { oid, name, comment, partitioned } of tables) {
    const lines = await linesOf(db, TABLE_LINES, oid)
    const after = await linesOf(db, TABLE_AFTER, oid)
    const head = comment ? `-- ${comment}\n` : ''
    const end = partitioned ? `) partition by ${partitioned};` : ');'
    parts.push(
      [`${head}create table ${name} (\n  ${lines.join(',\n  ')}\n${end}`, ...after.map((line) => `${line};`)].join(
        '\n',
      ),
    )
  }
  for (const line of await linesOf(db, FUNCTIONS)) parts.push(`${line.trim()};`)
  return `${parts.join('\n\n')}\n`
}

async function linesOf(db: Database, sql: string, oid?: string): Promise<string[]> {
  return (await db.query<{ line: string }>('', sql, oid ? [oid] : [])).map(({ line }) => line)
}

interface TableRow {
  oid: string
  name: string
  comment: string | null
  /** By what, where it has partitions. */
  partitioned: string | null
}

/** Partitions are those of their table. */
const TABLES = `
  select oid, relname as name, obj_description(oid, 'pg_class') as comment, pg_get_partkeydef(oid) as partitioned
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition
  order by relname`

/** Columns in their order, then constraints by name. PostgreSQL 18 lists NOT NULL among them; it stands at the column. */
const TABLE_LINES = `
  (select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
     || case when a.attnotnull then ' not null' else '' end
     || case when a.attgenerated = 's' then ' generated always as ' || pg_get_expr(d.adbin, d.adrelid) || ' stored'
          when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
     || coalesce(' -- ' || col_description(a.attrelid, a.attnum), '') as line
   from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum)
  union all
  (select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
   where conrelid = $1 and contype <> 'n' order by contype, conname)`

/** Indexes that are no constraint's own, then triggers. */
const TABLE_AFTER = `
  (select pg_get_indexdef(indexrelid) as line from pg_index i
   where indrelid = $1 and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
   order by indexrelid::regclass::text)
  union all
  (select pg_get_triggerdef(oid) from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname)`

/** Ours only: those of extensions come with them. */
const FUNCTIONS = `
  select pg_get_functiondef(p.oid) as line from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname`
