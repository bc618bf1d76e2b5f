import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, insertSeries } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { EVENTUALLY } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /content/series/{id}', () => {
  test('200: in its own words, with how many of its episodes are published', async () => {
    const id = await insertSeries(server.db, 'Seven nights')
    await server.db.query('', "update content_series set description = 'A week of sleep.' where id = $1", [id])
    await insertContent(server.db, { title: 'First', seriesId: id, episode: 1 })
    await insertContent(server.db, { title: 'Second', seriesId: id, episode: 2, status: 'draft' })
    const get = async () => (await server.request('GET', `/content/series/${id.toUpperCase()}`)).json()
    await expect.poll(get, EVENTUALLY).toEqual({
      ...{ id, name: 'Seven nights', slug: 'seven-nights' },
      ...{ description: 'A week of sleep.', picture_url: null, episode_count: 1 },
    })
  })

  test('404: none', async () => {
    expect((await server.request('GET', `/content/series/${randomUUID()}`)).statusCode).toBe(404)
  })

  test('400: an id that is none', async () => {
    expect((await server.request('GET', '/content/series/seven-nights')).statusCode).toBe(400)
  })
})
