import type { Database } from '../../../db/database.ts'
import { selectSignInNames } from '../../../members/queries.ts'

/** The subject of the member with an address; whatever else it may be, as it is. */
export async function subOf(db: Database, named: string): Promise<string> {
  if (!named.includes('@')) return named
  const [row] = await db.query<{ sub: string }>(
    'studio_sub_of_email',
    `select cognito_sub as sub from users where email = lower($1) and status <> 'deleted'`,
    [named.normalize('NFC')],
  )
  return row?.sub ?? named
}

/** What members, items, what items belong to, patterns and the members of sign-ins are called, by their ids; who is gone has no name. */
export async function selectNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const ofSignIns = selectSignInNames(db, ids)
  const rows = await db.query<{ id: string; name: string }>(
    'studio_names_of_targets',
    `select cognito_sub as id, coalesce(nullif(display_name, ''), email) as name from users where cognito_sub = any($1::text[])
     union all
     select id::text, title from content where id = any($1::text[]::uuid[])
     union all
     select id::text, name from categories where id = any($1::text[]::uuid[])
     union all
     select id::text, name from experts where id = any($1::text[]::uuid[])
     union all
     select id::text, title from content_series where id = any($1::text[]::uuid[])
     union all
     select id::text, name from breath_patterns where id = any($1::text[]::uuid[])`,
    [ids],
  )
  return new Map([...rows, ...(await ofSignIns)].map(({ id, name }) => [id, name]))
}
