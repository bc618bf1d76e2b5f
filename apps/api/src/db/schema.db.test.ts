import { expect, test } from 'vitest'
import { renderSchema } from '../testing/render-schema.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { openPool } from './database.ts'

test('apps/api/schema.sql is what the migrations make; `npm run snapshots` renews it', async () => {
  await using database = await freshDatabase()
  await using db = openPool(database.url, { log: console })
  const schema = await renderSchema(db)
  expect(schema).not.toMatch(/\/tmp|\/home/)
  await expect(schema).toMatchFileSnapshot('../../schema.sql')
})
