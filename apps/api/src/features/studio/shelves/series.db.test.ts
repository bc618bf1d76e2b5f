import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { studioShelves } from './testing/studio-shelves.ts'

const server = await testServer()
const other = await secondServer(server)
const { db } = server
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const { creator, ask, made, lists, refusesStrangers, refusals, actsOn, bothShow } = await studioShelves(server, other)

const SERIES = '/series'

describe('GET /api/studio/series', () => lists(SERIES, { title: 'Listed' }))

describe('POST /api/studio/series', () => {
  refusesStrangers('POST', SERIES, { title: 'Seven nights' })

  test('200: with a slug; 409: one that another has; 422: without a title', async () => {
    expect(await made(SERIES, { title: 'Seven nights' })).toMatchObject({ slug: 'seven-nights', items: 0 })
    expect((await ask('POST', SERIES, { body: { title: 'x', slug: 'seven-nights' } })).statusCode).toBe(409)
    expect((await ask('POST', SERIES, { body: {} })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/series/{id}', () => {
  refusals('GET', SERIES)

  test('200: as it is', async () => {
    const series = await made(SERIES, { title: 'Single' })
    expect((await ask('GET', `${SERIES}/${series.id}`)).json()).toEqual(series)
  })
})

describe('PATCH /api/studio/series/{id}', () => {
  refusals('PATCH', SERIES, { version: 1 })

  test('200: 409 and 422 as for a category', async () => {
    const { id } = await made(SERIES, { title: 'Changing' })
    const changed = await ask('PATCH', `${SERIES}/${id}`, { body: { version: 1, title: 'Changed' } })
    expect(changed.json()).toMatchObject({ title: 'Changed', version: 2 })
    expect((await ask('PATCH', `${SERIES}/${id}`, { body: { version: 1 } })).statusCode).toBe(409)
    expect((await ask('PATCH', `${SERIES}/${id}`, { body: { version: 2, title: '' } })).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/series/{id}', () => {
  refusals('DELETE', SERIES)

  test('200: its items come behind those of the target; 409 without one, 422 for itself', async () => {
    const { id } = await made(SERIES, { title: 'From' })
    const { id: target } = await made(SERIES, { title: 'To' })
    await insertContent(db, { title: 'There', seriesId: target, episode: 3 })
    await insertContent(db, { title: 'Second', seriesId: id, episode: 2 })
    await insertContent(db, { title: 'First', seriesId: id, episode: 1 })
    expect((await ask('DELETE', `${SERIES}/${id}`)).statusCode).toBe(409)
    expect((await ask('DELETE', `${SERIES}/${id}?move_to=${id}`)).statusCode).toBe(422)
    expect((await ask('DELETE', `${SERIES}/${id}?move_to=${target}`)).json()).toEqual({ moved: 2 })
    const { episodes } = (await ask('GET', `${SERIES}/${target}/episodes`)).json()
    expect(episodes).toMatchObject([
      { title: 'There', episode_number: 3 },
      { title: 'First', episode_number: 4 },
      { title: 'Second', episode_number: 5 },
    ])
  })
})

/** A series with three items, of nobody or of whoever signs in by these cookies. */
async function withEpisodes(owner?: string) {
  const { id } = await made(SERIES, { title: `Series ${randomUUID()}` })
  const ids = []
  for (const title of ['One', 'Two', 'Three']) ids.push(await insertContent(db, { title, seriesId: id }))
  if (owner)
    await db.query('', 'update content set owner_id = (select id from users where email = $2) where series_id = $1', [
      id,
      owner,
    ])
  const order = async () =>
    (await ask('GET', `${SERIES}/${id}/episodes`)).json().episodes.map((episode: { title: string }) => episode.title)
  return { id, ids, order }
}

describe('GET /api/studio/series/{id}/episodes', () => {
  refusals('GET', SERIES, undefined, '/episodes')

  test('200: a page of them; whether the caller may order them', async () => {
    const { id } = await withEpisodes()
    const url = `${SERIES}/${id}/episodes?limit=1&offset=1`
    expect((await ask('GET', url)).json()).toMatchObject({ total: 3, may_order: true, episodes: [{ title: 'Two' }] })
    expect((await ask('GET', url, { as: creator })).json()).toMatchObject({ may_order: false })
  })

  test("200: nobody learns of somebody else's drafts", async () => {
    const { id, ids } = await withEpisodes()
    await db.query('', `update content set status = 'draft' where id = $1`, [ids[1]])
    expect((await ask('GET', `${SERIES}/${id}/episodes`, { as: creator })).json()).toMatchObject({
      total: 2,
      episodes: [
        { title: 'One', may_open: false },
        { title: 'Three', may_open: false },
      ],
    })
    expect((await ask('GET', `${SERIES}/${id}/episodes`)).json()).toMatchObject({ total: 3 })
  })

  test('422: a page that is none', async () => {
    expect((await ask('GET', `${SERIES}/${randomUUID()}/episodes?limit=0`)).statusCode).toBe(422)
  })
})

describe('PUT /api/studio/series/{id}/episodes', () => {
  const body = { content_id: randomUUID(), before: null }
  test('401: without a session', async () => {
    expect((await ask('PUT', `${SERIES}/${randomUUID()}/episodes`, { body, as: '' })).statusCode).toBe(401)
  })
  test('400: an id that is none; 404: no such series, or no such item in it', async () => {
    const { id } = await withEpisodes()
    expect((await ask('PUT', `${SERIES}/x/episodes`, { body })).statusCode).toBe(400)
    for (const one of [id, randomUUID()])
      expect((await ask('PUT', `${SERIES}/${one}/episodes`, { body })).statusCode).toBe(404)
  })

  test('200: all are numbered; who only makes items orders their own, and members see the order', async () => {
    const { id, ids, order } = await withEpisodes('basic.content_creator@example.com')
    const [first, , third] = ids
    const placed = await ask('PUT', `${SERIES}/${id}/episodes`, {
      body: { content_id: third, before: first },
      as: creator,
    })
    expect(placed.json()).toEqual({ episode_number: 1 })
    expect(await order()).toEqual(['Three', 'One', 'Two'])
    await bothShow(`/content/browse?series=${id}&sort=episode`, ({ content }: { content: { title: string }[] }) => {
      return String(content.map(({ title }) => title)) === 'Three,One,Two'
    })
    expect(await actsOn(id)).toContain('series.ordered')
    const [{ version } = { version: 0 }] = await db.query<{ version: number }>(
      '',
      'select version from content where id = $1',
      [first],
    )
    expect(version).toBe(2)
  })

  test("403: a series with somebody else's items, for who only makes items", async () => {
    const { id, ids } = await withEpisodes()
    const answer = await ask('PUT', `${SERIES}/${id}/episodes`, {
      body: { content_id: ids[0], before: null },
      as: creator,
    })
    expect(answer.json()).toMatchObject({ status: 403, detail: 'Some items of this series are not yours.' })
  })

  test('409: before an item that is not in it; 422: without an item', async () => {
    const { id, ids } = await withEpisodes()
    const wrong = { content_id: ids[0], before: randomUUID() }
    expect((await ask('PUT', `${SERIES}/${id}/episodes`, { body: wrong })).statusCode).toBe(409)
    expect((await ask('PUT', `${SERIES}/${id}/episodes`, { body: { before: null } })).statusCode).toBe(422)
  })
})
