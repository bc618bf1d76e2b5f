import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { openPool, type Pool } from '../../../db/database.ts'
import { freshDatabase } from '../../../testing/test-database.ts'

const WORKERS = 4
const STEPS = 120
const SHELVES = ['categories', 'experts', 'content_series'] as const
const COLUMNS = ['category_id', 'expert_id', 'series_id'] as const

const NAMED = {
  categories: '(name, slug)',
  experts: '(name, slug)',
  content_series: '(title, slug)',
}

/** What was counted for each, and what there is. */
const DIFFERENCES = `
  select shelf_id, kept.items as kept, counted.items as counted
  from shelf_items kept full join (
    select shelf_id, count(*)::integer as items from content, unnest(array[category_id, expert_id, series_id]) shelf_id
    where deleted_at is null and shelf_id is not null group by shelf_id) counted using (shelf_id)
  where kept.items is distinct from counted.items`

test('whatever becomes of items, one by one or many, at the same time, each shelf has as many as are kept of it', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: WORKERS })
  await Promise.all(SHELVES.map((table) => makeShelves(db, table)))
  await Promise.all(Array.from({ length: WORKERS }, () => history(db)))
  expect(await db.query('', DIFFERENCES)).toEqual([])
  expect(await db.query('', 'select 1 from shelf_items where items < 1')).toEqual([])
  const [sum] = await db.query<{ items: number }>('', 'select sum(items)::integer as items from shelf_items')
  expect(sum?.items).toBeGreaterThan(WORKERS * 10)
  await db.query('', 'delete from content')
  expect(await db.query('', 'select 1 from shelf_items')).toEqual([])
})

async function makeShelves(db: Pool, table: (typeof SHELVES)[number]): Promise<void> {
  await db.query(
    '',
    `insert into ${table} ${NAMED[table]} select 'Shelf ' || i, 'shelf-' || i from generate_series(1, 8) i`,
  )
}

async function history(db: Pool): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) await STEPS_OF_HISTORIES[randomInt(STEPS_OF_HISTORIES.length)]?.(db)
}

const anyOf = (table: string) => `(select id from ${table} order by random() limit 1)`
const someOf = (most: number, where: string) =>
  `id in (select id from content where ${where} order by random() limit ${most})`
/** Rows of several statements are locked in one order, as everywhere. */
const locking = (most: number, where: string) =>
  `id in (select id from content where ${someOf(most, where)} order by id for update)`

const STEPS_OF_HISTORIES: ((db: Pool) => Promise<unknown>)[] = [
  ...[1, 1, 3].map(
    (count) => (db: Pool) =>
      db.query(
        '',
        `insert into content (title, slug, content_type, category_id, expert_id, series_id)
         select 'Item', gen_random_uuid()::text, 'audio', ${anyOf('categories')}, ${anyOf('experts')},
           case when random() < 0.5 then ${anyOf('content_series')} end
         from generate_series(1, ${count})`,
      ),
  ),
  ...COLUMNS.map(
    (column, index) => (db: Pool) =>
      db.query(
        '',
        `update content set ${column} = case when random() < 0.8 then ${anyOf(SHELVES[index] ?? '')} end
         where ${locking(5, 'true')}`,
      ),
  ),
  (db) => db.query('', `update content set deleted_at = now() where ${locking(3, 'deleted_at is null')}`),
  (db) => db.query('', `update content set deleted_at = null where ${locking(3, 'deleted_at is not null')}`),
  (db) =>
    db.query(
      '',
      `update content set deleted_at = now(), category_id = ${anyOf('categories')} where ${locking(1, 'true')}`,
    ),
  (db) => db.query('', `delete from content where ${locking(1, 'true')}`),
  async (db) => {
    const undone = new Error('undone')
    await db
      .transaction(async (tx) => {
        await tx.query('', `update content set deleted_at = now() where ${locking(4, 'true')}`)
        throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
  },
]

test('a shelf that goes takes its count along', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console, size: 1 })
  await makeShelves(db, 'experts')
  await db.query(
    '',
    `insert into content (title, slug, content_type, expert_id) select 'Item', id::text, 'audio', id from experts`,
  )
  expect(await db.query('', 'select 1 from shelf_items')).toHaveLength(8)
  await db.query('', `delete from experts where slug in ('shelf-1', 'shelf-2')`)
  expect(await db.query('', 'select 1 from shelf_items')).toHaveLength(6)
  expect(await db.query('', DIFFERENCES)).toEqual([])
})
