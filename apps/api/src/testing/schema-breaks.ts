import type { Database } from '../db/database.ts'

/** What statements of a release count on: what there is, by a name that a person knows it by. */
export interface SchemaFacts {
  columns: Column[]
  rules: Rule[]
  functions: Map<string, string>
}

interface Column {
  table: string
  column: string
  type: string
  required: boolean
  /** Whether a row may leave it out. */
  filled: boolean
  /** Whether a statement may write it. */
  generated: boolean
}

/** A constraint, or a unique index that is none. */
interface Rule {
  table: string
  name: string
  /** As pg_constraint has it: check, unique, primary, foreign, exclude. */
  kind: 'c' | 'u' | 'p' | 'f' | 'x'
  definition: string
  columns: string[]
}

/** Reads them from PostgreSQL's own catalog, so that it does not matter how a migration is written. */
export async function schemaFacts(db: Database): Promise<SchemaFacts> {
  const columns = await db.query<Column>('', COLUMNS)
  const rules = await db.query<Rule>('', RULES)
  const functions = await db.query<{ signature: string; result: string }>('', FUNCTIONS)
  return { columns, rules, functions: new Map(functions.map(({ signature, result }) => [signature, result])) }
}

/** What a process that knows the schema of before cannot read or write any more, or perhaps cannot. None: it only grew. */
export function schemaBreaks(before: SchemaFacts, after: SchemaFacts): string[] {
  return [...columnBreaks(before, after), ...ruleBreaks(before, after), ...functionBreaks(before, after)].sort()
}

function columnBreaks({ columns: before }: SchemaFacts, { columns: after }: SchemaFacts): string[] {
  const now = new Map(after.map((column) => [nameOf(column), column]))
  const then = new Map(before.map((column) => [nameOf(column), column]))
  const tables = new Set(before.map(({ table }) => table))
  const changed = before.flatMap((was) => {
    const is = now.get(nameOf(was))
    if (!is) return [`column ${nameOf(was)} is gone`]
    return [
      is.type !== was.type ? `column ${nameOf(was)} is ${is.type}, was ${was.type}` : '',
      is.required && !was.required ? `column ${nameOf(was)} must not be null` : '',
      is.required && was.filled && !is.filled ? `column ${nameOf(was)} has no default any more` : '',
      is.generated && !was.generated ? `column ${nameOf(was)} cannot be written any more` : '',
    ].filter((problem) => problem !== '')
  })
  const demanded = after
    .filter((is) => tables.has(is.table) && !then.has(nameOf(is)) && is.required && !is.filled)
    .map((is) => `column ${nameOf(is)} is new, and rows without it are refused`)
  return [...changed, ...demanded]
}

/** What `on conflict` and foreign keys name must stay; what refuses rows must be known to those who write them. */
function ruleBreaks(before: SchemaFacts, after: SchemaFacts): string[] {
  const known = new Set(before.columns.map(nameOf))
  const tables = new Set(before.columns.map(({ table }) => table))
  const then = new Set(before.rules.map(meaningOf))
  const now = new Set(after.rules.map(meaningOf))
  const isUnique = ({ kind }: Rule) => kind === 'u' || kind === 'p'
  const gone = before.rules
    .filter((rule) => isUnique(rule) && !now.has(meaningOf(rule)))
    .map(({ table, name }) => `rule ${table}.${name} is gone, on which ON CONFLICT may count`)
  const added = after.rules
    .filter((rule) => tables.has(rule.table) && !then.has(meaningOf(rule)))
    // Of new columns too: whoever does not know these leaves them at their default, for which the rule has to hold anyway.
    .filter(({ table, columns }) => columns.every((column) => known.has(`${table}.${column}`)))
    .map(({ table, name }) => `rule ${table}.${name} is new or another, and may refuse what was right`)
  return [...gone, ...added]
}

function functionBreaks({ functions: before }: SchemaFacts, { functions: after }: SchemaFacts): string[] {
  return [...before].flatMap(([signature, result]) => {
    const is = after.get(signature)
    if (is === undefined) return [`function ${signature} is gone`]
    return is === result ? [] : [`function ${signature} returns ${is}, returned ${result}`]
  })
}

function nameOf({ table, column }: Column): string {
  return `${table}.${column}`
}

/** A unique index does what a unique constraint does, whatever its name. */
function meaningOf({ table, kind, name, definition, columns }: Rule): string {
  return kind === 'u' || kind === 'p' ? `${table} ${definition}` : `${table} ${name} ${definition} ${columns.join()}`
}

const COLUMNS = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    a.atthasdef or a.attidentity <> '' as filled, a.attgenerated <> '' as generated
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped`

const RULES = `
  select c.relname as table, n.conname as name, n.contype as kind, pg_get_constraintdef(n.oid) as definition,
    array(select a.attname::text from unnest(n.conkey) k join pg_attribute a on a.attrelid = n.conrelid and a.attnum = k) as columns
  from pg_constraint n join pg_class c on c.oid = n.conrelid
  where c.relnamespace = 'public'::regnamespace and not c.relispartition and n.contype in ('c', 'f', 'x')
  union all
  select c.relname, i.indexrelid::regclass::text, 'u', regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''),
    array(select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k)
  from pg_index i join pg_class c on c.oid = i.indrelid
  where i.indisunique and c.relnamespace = 'public'::regnamespace and not c.relispartition`

/** Those that statements call. What triggers call is the schema's own. */
const FUNCTIONS = `
  select p.oid::regprocedure::text as signature, pg_get_function_result(p.oid) as result
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
