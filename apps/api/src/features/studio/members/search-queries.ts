import type { Conditions } from '../../../db/conditions.ts'
import type { Database } from '../../../db/database.ts'

interface Asked {
  /** As it was typed. */
  q: string
  narrowed: Conditions
  /** By what they are ordered, in SQL. */
  by: string
  order: 'asc' | 'desc'
  limit: number
  offset: number
  /** How many are counted at the most. */
  most: number
}

interface Sought {
  /** Up to one more than are counted. */
  found: number
  /** Of the page; null where there are so many that a page is soonest full in the order of the list. */
  page: string[] | null
}

/** Whoever has a word that begins so, up to so many, is looked at. */
const LOOKED_AT = 1_000
/** So far words are read to tell which of them begins the fewest. */
const COMPARED = 5_000
/** Of more words than anybody is called by, some. */
const WORDS_COMPARED = 8

/**
 * Whom words find, by the one of them that begins the fewest: none is read further than tells which one that is. The planner knows
 * nothing of that, and would read all members: where it says `offset 0`, it may not.
 */
export async function selectSought(db: Database, asked: Asked): Promise<Sought> {
  const { q, narrowed, by, order, limit, offset, most } = asked
  const lookedAt = Math.max(LOOKED_AT, most + 1)
  const place = narrowed.values.length
  const [row] = await db.query<{ first: string; last: string; read: number; found: number; page: string[] }>(
    '',
    `with beginnings as (
       -- A letter alone is a whole word.
       select word as first, case when length(word) > 1 then word || U&'\\+10FFFF' else word end as last
       from (select distinct word from unnest(words_of($${place + 1})) word limit ${WORDS_COMPARED}) words
     ), rarest as materialized (
       select first, last, words
       from beginnings, lateral (
         select count(*)::integer as words
         from (select from member_words where word between first and last limit ${Math.max(COMPARED, lookedAt)}) read) counted
       order by words, length(first) desc limit 1
     ), members as materialized (
       select distinct user_id
       from (select user_id from rarest, member_words where word between first and last limit ${lookedAt}) read
     ), found as materialized (
       select member.id, member.place
       from members, lateral (
         select id, ${by} as place from users where id = user_id and ${narrowed.where} offset 0) member
       limit (select case when words >= ${lookedAt} then ${most + 1} end from rarest)
     )
     select first, last, words as read, (select count(*)::integer from found) as found,
       array(select found.id::text from found order by place ${order}, found.id ${order}
         limit $${place + 2} offset $${place + 3}) as page
     from rarest`,
    [...narrowed.values, q, limit, offset],
  )
  if (!row) return { found: 0, page: [] }
  if (row.read < lookedAt) return { found: Math.min(row.found, most + 1), page: row.page }
  if (row.found > most) return { found: row.found, page: null }
  return selectScattered(db, row, asked)
}

/** Whom words find of which each begins many, where few of those are meant. */
async function selectScattered(
  db: Database,
  { first, last }: { first: string; last: string },
  { narrowed, by, order, limit, offset, most }: Asked,
): Promise<Sought> {
  const place = narrowed.values.length
  const [row] = await db.query<{ found: number; page: string[] }>(
    '',
    `with found as materialized (
       select id, ${by} as place from users
       where ${narrowed.where} and id in (select user_id from member_words where word between $${place + 1} and $${place + 2})
       limit ${most + 1}
     )
     select count(*)::integer as found, array(
         select found.id::text from found order by place ${order}, found.id ${order}
         limit $${place + 3} offset $${place + 4}) as page
     from found`,
    [...narrowed.values, first, last, limit, offset],
  )
  const { found, page } = row ?? { found: 0, page: [] }
  return { found, page: found > most ? null : page }
}
