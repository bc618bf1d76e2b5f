import type { Database } from '../../../db/database.ts'

/** What a code is for, and the mail that it is sent in. */
export type CodePurpose = 'confirm_address' | 'reset_password' | 'confirm_new_address'

/** How often the digits of one code may be entered, from wherever. */
const MAX_TRIES = 5
/** Five tries at each leave a guesser one chance in 20,000 a day. */
const MAX_MADE = 10
const MADE_WINDOW_MS = 86_400_000

interface NewCode {
  id: string
  purpose: CodePurpose
  ownerMac: Buffer
  sub: string | null
  newEmail: string | null
  codeMac: Buffer
  nowMs: number
  expiresAtMs: number
}

/** Stores a code in the place of the one before it. @returns false when its owner has had too many: that one stays. */
export async function replaceCode(db: Database, code: NewCode): Promise<boolean> {
  const rows = await db.query(
    'identity_replace_code',
    `insert into identity_codes as c (id, purpose, owner_mac, sub, new_email, code_mac, expires_at, made_since)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000))
     on conflict (purpose, owner_mac) do update set
       id = excluded.id, sub = excluded.sub, new_email = excluded.new_email, code_mac = excluded.code_mac, tries = 0,
       expires_at = excluded.expires_at,
       made = case when c.made_since > to_timestamp($9::float8 / 1000) then c.made + 1 else 1 end,
       made_since = case when c.made_since > to_timestamp($9::float8 / 1000) then c.made_since else excluded.made_since end
     where c.made < ${MAX_MADE} or c.made_since <= to_timestamp($9::float8 / 1000)
     returning id`,
    [
      code.id,
      code.purpose,
      code.ownerMac,
      code.sub,
      code.newEmail,
      code.codeMac,
      code.expiresAtMs,
      code.nowMs,
      code.nowMs - MADE_WINDOW_MS,
    ],
  )
  return rows.length > 0
}

/** Removes some codes that say nothing any more; each new one does it, so that they are never many. */
export async function deleteSomeOldCodes(db: Database, nowMs: number): Promise<void> {
  await db.query(
    'identity_delete_old_codes',
    `delete from identity_codes where id in (
       select id from identity_codes
       where made_since <= to_timestamp($1::float8 / 1000) and expires_at <= to_timestamp($2::float8 / 1000)
       order by made_since limit 10 for update skip locked)`,
    [nowMs - MADE_WINDOW_MS, nowMs],
  )
}

export interface TriedCode {
  id: string
  sub: string | null
  new_email: string | null
  code_mac: Buffer
}

/** Counts a try, in one statement, so that parallel ones cannot pass the limit. @returns undefined where none is left. */
export async function countTry(
  db: Database,
  code: { purpose: CodePurpose; ownerMac: Buffer; nowMs: number },
): Promise<TriedCode | undefined> {
  const [row] = await db.query<TriedCode>(
    'identity_count_try',
    `update identity_codes set tries = tries + 1
     where purpose = $1 and owner_mac = $2 and tries < ${MAX_TRIES} and expires_at > to_timestamp($3::float8 / 1000)
     returning id, sub, new_email, code_mac`,
    [code.purpose, code.ownerMac, code.nowMs],
  )
  return row
}

/** @returns whether it was there until now. */
export async function deleteCode(db: Database, id: string): Promise<boolean> {
  const rows = await db.query('identity_delete_code', 'delete from identity_codes where id = $1 returning id', [id])
  return rows.length > 0
}
