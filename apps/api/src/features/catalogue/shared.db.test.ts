import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertExpert, insertSeries, publish } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { EVENTUALLY, until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const shared = (kind: string, id: string) => server.request('GET', `/content/shared/${kind}/${id}`)
const cover = (kind: string, id: string) => server.request('GET', `/content/covers/${kind}/${id}`)
/** An item that was published for all, and is so no more. */
async function publishedOnce(sql: string, about: Partial<Parameters<typeof publish>[1]> = {}): Promise<string> {
  const id = await publish(server, { title: 'Hidden', ...about })
  await server.db.query('', `update content set ${sql} where id = $1`, [id])
  return id
}
const HIDDEN = {
  'a draft': "status = 'draft'",
  'an unlisted item': "status = 'unlisted'",
  'an item of some countries': "countries = 'aDE'",
  'a deleted item': 'deleted_at = now()',
}

describe('GET /content/shared/{kind}/{id}', () => {
  test('200: title, words and picture of an item, whatever opens it', async () => {
    const id = await publish(server, { title: 'Rain', description: 'Falls *softly*.', tier: 'premium' })
    expect((await shared('content', id.toUpperCase())).json()).toEqual({
      title: 'Rain',
      description: 'Falls softly.',
      picture_path: `/content/covers/content/${id}`,
    })
  })

  test('200: of an expert, and of a series with the picture of an episode', async () => {
    const expert = await insertExpert(server.db, 'Maya Lind')
    const seriesId = await insertSeries(server.db, 'Seven nights')
    await publish(server, { title: 'First', seriesId, episode: 1, hasPictures: false })
    await publish(server, { title: 'Second', seriesId, episode: 2 })
    await expect
      .poll(async () => (await shared('experts', expert)).json(), EVENTUALLY)
      .toEqual({ title: 'Maya Lind', description: null, picture_path: null })
    await expect
      .poll(async () => (await shared('series', seriesId)).json(), EVENTUALLY)
      .toEqual({ title: 'Seven nights', description: null, picture_path: `/content/covers/series/${seriesId}` })
    const [led, first] = [await cover('series', seriesId), await cover('experts', expert)]
    expect([led.statusCode, first.statusCode]).toEqual([302, 404])
    const pictureId = randomUUID()
    await server.db.query('', 'update content_series set picture_id = $1 where id = $2', [pictureId, seriesId])
    const chosen = async () => String((await cover('series', seriesId)).headers.location)
    await expect.poll(chosen, EVENTUALLY).toContain(pictureId)
  })

  test('200: of a category by its name in addresses, with the picture that the studio chose, else that of an item', async () => {
    const categoryId = await insertCategory(server.db, 'Deep Sleep', 1)
    await publish(server, { title: 'Night', categoryId })
    await expect
      .poll(async () => (await shared('categories', 'deep-sleep')).json(), EVENTUALLY)
      .toEqual({ title: 'Deep Sleep', description: null, picture_path: '/content/covers/categories/deep-sleep' })
    expect((await cover('categories', categoryId)).statusCode).toBe(302)
    const pictureId = randomUUID()
    await server.db.query('', 'update categories set picture_id = $1 where id = $2', [pictureId, categoryId])
    const chosen = async () => String((await cover('categories', 'deep-sleep')).headers.location)
    await expect.poll(chosen, EVENTUALLY).toContain(pictureId)
    expect((await shared('categories', 'no-such')).statusCode).toBe(404)
  })

  test.each(Object.entries(HIDDEN))('404: %s, whose picture is shown to nobody either', async (_name, sql) => {
    const id = await publishedOnce(sql)
    await until(async () => (await shared('content', id)).statusCode === 404)
    expect((await cover('content', id)).statusCode).toBe(404)
  })

  test.each(Object.entries(HIDDEN))('404: a series of which there is only %s', async (_name, sql) => {
    const seriesId = await insertSeries(server.db, `Prepared ${randomUUID()}`)
    const only = await publish(server, { title: 'Only', seriesId, episode: 1 })
    await until(async () => (await shared('series', seriesId)).statusCode === 200)
    await server.db.query('', `update content set ${sql} where id = $1`, [only])
    await until(async () => (await shared('content', only)).statusCode === 404)
    expect((await shared('series', seriesId)).statusCode).toBe(404)
    expect((await cover('series', seriesId)).statusCode).toBe(404)
  })

  test('404: what there is not, and a kind that there is not is 400', async () => {
    for (const kind of ['content', 'experts', 'series']) {
      expect((await shared(kind, randomUUID())).statusCode).toBe(404)
    }
    expect((await shared('members', randomUUID())).statusCode).toBe(400)
  })

  test('400: an id that is none', async () => {
    expect((await shared('content', 'rain')).statusCode).toBe(400)
  })
})

describe('GET /content/covers/{kind}/{id}', () => {
  test('302: to a signed address, another one when that has ended', async () => {
    const id = await publish(server, { title: 'Sea' })
    const first = await cover('content', id)
    expect(first.statusCode).toBe(302)
    expect(first.headers.location).toMatch(new RegExp(`/hls/${id}/poster\\.jpg\\?`))
    server.clock.advance(48 * 3_600_000)
    expect((await cover('content', id)).headers.location).not.toBe(first.headers.location)
  })

  test('302: to the portrait of an expert elsewhere, whatever letters its address has; 404: one that is no address', async () => {
    const expert = await insertExpert(server.db, 'Åsa')
    const portrait = async (address: string) => {
      await server.db.query('', 'update experts set avatar_url = $2 where id = $1', [expert, address])
      return (await cover('experts', expert)).headers.location
    }
    const seen = (address: string) => expect.poll(() => portrait(address), EVENTUALLY)
    await seen('https://example.org/a.jpg').toBe('https://example.org/a.jpg')
    await seen('https://example.org/портрет.jpg').toBe(encodeURI('https://example.org/портрет.jpg'))
    await seen('javascript:alert(1)').toBeUndefined()
    expect((await cover('experts', expert)).statusCode).toBe(404)
  })

  test('404: an item without a picture', async () => {
    const id = await publish(server, { title: 'Bare', hasPictures: false })
    expect((await shared('content', id)).json()).toMatchObject({ picture_path: null })
    expect((await cover('content', id)).statusCode).toBe(404)
  })

  test('400: an id that is none', async () => {
    expect((await cover('content', 'rain')).statusCode).toBe(400)
  })
})
