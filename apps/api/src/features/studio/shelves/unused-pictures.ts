import type { ObjectStore } from '@better-and-bliss/object-store'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Pool } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { pictureKey } from './pictures.ts'

/** A picture that is being set is noted, too, and no request takes as long. */
const UNUSED_FOR_MS = 3_600_000
const BATCH_SIZE = 100

interface Parts {
  db: Pick<Pool, 'transaction'>
  store: ObjectStore
  clock: Clock
}

/** Notes a picture that nobody refers to, or not yet, so that it goes if whoever should remove it does not. */
export async function noteUnused(db: Database, { id, nowMs }: { id: string; nowMs: number }): Promise<void> {
  await db.query(
    'studio_note_unused_picture',
    `insert into unused_pictures (id, unused_since) values ($1, to_timestamp($2::float8 / 1000)) on conflict do nothing`,
    [id, nowMs],
  )
}

export async function noteUsed(db: Database, id: string): Promise<void> {
  await db.query('studio_note_used_picture', 'delete from unused_pictures where id = $1', [id])
}

/** Removes a picture at once. What is asked for is done already: where the store fails, `sweepPictures` removes it. */
export async function removePictureNow(store: ObjectStore, id: string, log: FastifyBaseLogger): Promise<void> {
  try {
    await store.delete(pictureKey(id))
  } catch (error) {
    log.warn({ err: error, pictureId: id }, 'A picture that nobody refers to is removed later')
  }
}

/** A part of retention: removes pictures that nobody has referred to for a while. */
export async function sweepPictures({ db, store, clock }: Parts): Promise<void> {
  const unusedBeforeMs = clock.nowMs() - UNUSED_FOR_MS
  let removed: number
  do {
    removed = await db.transaction(async (tx) => {
      const ids = await takeUnused(tx, unusedBeforeMs)
      for (const id of ids) await store.delete(pictureKey(id))
      return ids.length
    })
  } while (removed === BATCH_SIZE)
}

/** They are forgotten when the transaction ends. */
async function takeUnused(tx: Database, unusedBeforeMs: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'studio_take_unused_pictures',
    `delete from unused_pictures where id in (
       select id from unused_pictures where unused_since < to_timestamp($1::float8 / 1000)
       order by unused_since limit $2 for update skip locked)
     returning id`,
    [unusedBeforeMs, BATCH_SIZE],
  )
  return rows.map(({ id }) => id)
}
