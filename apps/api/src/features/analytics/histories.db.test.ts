import { expect, test } from 'vitest'
import { openPool } from '../../db/database.ts'
import { freshDatabase } from '../../testing/test-database.ts'
import { compareHistories } from './testing/histories.ts'

test('whatever viewers do, views, watch time and every rollup are what the rules say; `npm run bench -- view-histories` tries 100,000', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console })
  expect(await compareHistories(db, { histories: 400, seed: 20_260_303 })).toEqual([])
})
