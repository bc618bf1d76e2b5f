import { afterAll, describe, expect, test } from 'vitest'
import { insertExpert, insertSeries, publish } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { EVENTUALLY } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const named = (kind: string, slug: string) => server.request('GET', `/content/named/${kind}/${slug}`)

describe('GET /content/named/{kind}/{slug}', () => {
  test('200: an item, from the moment in which it has its name', async () => {
    const id = await publish(server, { title: 'Rain' })
    await server.db.query('', "update content set slug = 'soft-rain' where id = $1", [id])
    expect((await named('content', 'Soft-Rain')).json()).toEqual({ id })
    await server.db.query('', "update content set slug = 'heavy-rain' where id = $1", [id])
    expect((await named('content', 'soft-rain')).statusCode).toBe(404)
  })

  test('200: an unlisted item; 404: a draft, and a deleted item', async () => {
    const id = await publish(server, { title: 'Hidden' })
    const answerWhere = async (sql: string) => {
      await server.db.query('', `update content set slug = 'hidden', ${sql} where id = $1`, [id])
      return (await named('content', 'hidden')).statusCode
    }
    expect(await answerWhere("status = 'unlisted'")).toBe(200)
    expect(await answerWhere("status = 'draft'")).toBe(404)
    expect(await answerWhere("status = 'published', deleted_at = now()")).toBe(404)
  })

  test('200: an expert and a series', async () => {
    const [expert, series] = [await insertExpert(server.db, 'Maya Lind'), await insertSeries(server.db, 'Seven nights')]
    await expect.poll(async () => (await named('experts', 'maya-lind')).json(), EVENTUALLY).toEqual({ id: expert })
    await expect.poll(async () => (await named('series', 'seven-nights')).json(), EVENTUALLY).toEqual({ id: series })
    expect((await named('series', 'maya-lind')).statusCode).toBe(404)
  })

  test('400: something else, and a name without end', async () => {
    expect((await named('members', 'ada')).statusCode).toBe(400)
    expect((await named('content', 'a'.repeat(300))).statusCode).toBe(400)
  })
})
