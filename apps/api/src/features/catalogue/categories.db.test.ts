import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { EVENTUALLY } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /content/categories', () => {
  test('200: lists all of them by position, then name, with how much is published in each', async () => {
    const empty = await insertCategory(server.db, 'Walking', 2)
    const sleep = await insertCategory(server.db, 'Sleep', 1)
    const breath = await insertCategory(server.db, 'Breath', 1)
    await insertContent(server.db, { title: 'Draft', categoryId: sleep, status: 'draft' })
    await insertContent(server.db, { title: 'One', categoryId: sleep })
    await insertContent(server.db, { title: 'Two', categoryId: sleep, tier: 'premium' })

    const list = () => server.request('GET', '/content/categories')
    expect((await list()).statusCode).toBe(200)
    await expect
      .poll(async () => (await list()).json(), EVENTUALLY)
      .toEqual({
        categories: [
          { id: breath, name: 'Breath', slug: 'breath', description: null, picture_url: null, content_count: 0 },
          { id: sleep, name: 'Sleep', slug: 'sleep', description: null, picture_url: null, content_count: 2 },
          { id: empty, name: 'Walking', slug: 'walking', description: null, picture_url: null, content_count: 0 },
        ],
      })
  })
})
