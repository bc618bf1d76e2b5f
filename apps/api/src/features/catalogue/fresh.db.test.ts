import { verifyStreamToken } from '@better-and-bliss/stream-token/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent, insertExpert } from '../../testing/catalogue-rows.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
const other = await secondServer(server)
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const sql = (text: string, values: unknown[] = []) => server.db.query('', text, values)
const get = async (url: string, at = server) => (await at.request('GET', url)).json()

/** Waits until both processes answer so; each answered once before, so that a page stood ready. */
async function bothSay(url: string, holds: (answer: never) => unknown): Promise<void> {
  for (const at of [server, other]) await until(async () => holds((await get(url, at)) as never))
}

describe('a change is seen in every process after its commit', () => {
  const browse = '/content/browse?limit=100'
  let id: string
  let category: string

  const titlesAre = (...titles: string[]) =>
    bothSay(
      browse,
      ({ content }: { content: { title: string }[] }) => String(content.map(({ title }) => title)) === String(titles),
    )

  beforeAll(() => titlesAre())

  test('an item that is added', async () => {
    category = await insertCategory(server.db, 'Sleep')
    id = await insertContent(server.db, { title: 'Ocean', categoryId: category })
    await titlesAre('Ocean')
  })

  test('a draft, and a publication that is rolled back, are not seen', async () => {
    await insertContent(server.db, { title: 'Draft', status: 'draft' })
    const rolledBack = server.db.transaction(async (db) => {
      await insertContent(db, { title: 'Never' })
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    await insertContent(server.db, { title: 'Rain', createdAt: '2020-01-01' })
    await titlesAre('Ocean', 'Rain')
  })

  test('a new title, tier and category name; in the counts of the categories too', async () => {
    await sql(`update content set title = 'Ocean Waves', access_tier = 'premium' where id = $1`, [id])
    await sql(`update categories set name = 'Good Night' where id = $1`, [category])
    await bothSay(
      `/content/detail/${id}`,
      (item: { title: string; locked: boolean; category: { name: string } }) =>
        item.title === 'Ocean Waves' && item.locked && item.category.name === 'Good Night',
    )
    await bothSay(
      '/content/categories',
      ({ categories: [first] }: { categories: { content_count: number }[] }) => first?.content_count === 1,
    )
  })

  test('an expert who is renamed, and a rendition that is ready', async () => {
    const expert = await insertExpert(server.db, 'Maya')
    await sql('update content set expert_id = $2 where id = $1', [id, expert])
    await sql(`update experts set name = 'Maya Lin' where id = $1`, [expert])
    await sql(
      `insert into renditions (content_id, name, kind, height, bandwidth, average_bandwidth, codecs)
       values ($1, '360p', 'video', 360, 1, 1, 'avc1')`,
      [id],
    )
    await bothSay(
      `/content/detail/${id}`,
      (item: { expert: { name: string } | null; qualities: string[] }) =>
        item.expert?.name === 'Maya Lin' && item.qualities.includes('360p'),
    )
  })

  test('an item that is unpublished, and one that is deleted', async () => {
    await sql(`update content set status = 'archived' where id = $1`, [id])
    await titlesAre('Rain')
    await sql(`delete from content where title = 'Rain'`)
    await titlesAre()
    expect((await server.request('GET', `/content/detail/${id}`)).statusCode).toBe(404)
  })

  test('an item that is unlisted is opened by its address and found nowhere, listed again by what is said in it; one that is deleted is neither', async () => {
    const unlisted = await insertContent(server.db, { title: 'Glacier', status: 'unlisted' })
    const detail = `/content/detail/${unlisted}`
    await bothSay(detail, (item: { title?: string }) => item.title === 'Glacier')
    await titlesAre()
    expect((await server.request('GET', '/content/search?q=glacier')).json()).toMatchObject({ total: 0 })
    await sql(`insert into spoken_words (content_id, words, drawn_at) values ($1, 'crevasse', now())`, [unlisted])
    await sql(`update content set status = 'published' where id = $1`, [unlisted])
    await titlesAre('Glacier')
    await bothSay('/content/search?q=crevasse', ({ total }: { total: number }) => total === 1)
    await sql(`update spoken_words set words = 'moraine', drawn_at = now() where content_id = $1`, [unlisted])
    await bothSay('/content/search?q=moraine', ({ total }: { total: number }) => total === 1)
    await bothSay('/content/search?q=crevasse', ({ total }: { total: number }) => total === 0)
    await sql(`update content set status = 'unlisted' where id = $1`, [unlisted])
    await titlesAre()
    expect((await server.request('GET', detail)).statusCode).toBe(200)
    await sql(`update content set deleted_at = now() where id = $1`, [unlisted])
    await bothSay(detail, ({ code }: { code?: string }) => code === 'not_found')
    await sql('delete from content')
  })

  test('a thousand items in one statement', async () => {
    await sql(
      `insert into content (title, slug, content_type, status)
       select 'Item ' || n, 'item-' || n, 'audio', 'published' from generate_series(1, 1000) n`,
    )
    await bothSay(browse, ({ total }: { total: number }) => total === 1000)
    await sql('delete from content')
    await titlesAre()
  })

  test('the renditions of fifty items in one statement', async () => {
    await sql(
      `with items as (
         insert into content (title, slug, content_type, status)
         select 'Item ' || n, 'item-' || n, 'video', 'published' from generate_series(1, 50) n returning id)
       insert into renditions (content_id, name, kind, bandwidth, average_bandwidth, codecs)
       select id, rung, 'audio', 1, 1, '' from items, unnest(array['a', 'b', 'c', 'd']) rung`,
    )
    const { catalogue } = server.parts.catalogue
    const withRungs = () =>
      catalogue.browse({}, 'newest', { limit: 100, offset: 0 }).items.filter(({ heights }) => heights.length === 4)
    expect(withRungs()).toEqual([])
    await sql(`update renditions set kind = 'video', name = case name when 'a' then '360p' when 'b' then '480p'
      when 'c' then '720p' else '1080p' end`)
    await until(() => withRungs().length === 50)
    await sql('delete from content')
    await titlesAre()
  })

  test('a change that is made while the connection for news is down', async () => {
    await get(browse)
    await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'better-and-bliss changes'`,
    )
    await insertContent(server.db, { title: 'Meanwhile' })
    await titlesAre('Meanwhile')
    for (const { logged } of [server, other]) {
      expect(logged.splice(0)).toEqual([expect.stringContaining('The connection that reports changes was lost')])
    }
  })
})

describe('the addresses of pictures', () => {
  test('are genuine, open pictures only, and are renewed before they expire', async () => {
    const id = await insertContent(server.db, { title: 'With Pictures', type: 'audio' })
    await until(() => server.parts.streaming.findItem(id))
    const address = async () => new URL((await get(`/content/detail/${id}`)).thumbnail_url)
    const judge = ({ search }: URL) =>
      verifyStreamToken(
        {
          contentId: id,
          query: search.slice(1),
          nowSeconds: Math.floor(server.clock.nowMs() / 1000),
          maxTtlSeconds: 25 * 3600,
        },
        { current: TEST_KEYS.STREAMING_SECRET_KEY },
      )

    const first = await address()
    for (let hour = 0; hour < 48; hour++) {
      expect(judge(await address())).toMatchObject({ verdict: 'ok', grant: { scope: 'pictures', maxHeight: 0 } })
      server.clock.advance(3_600_000)
    }
    expect(judge(first)).toEqual({ verdict: 'expired' })
    expect(await address()).not.toEqual(first)
  })

  test('stay the same within the hour, so that browsers keep the pictures', async () => {
    const url = '/content/browse?limit=1'
    const hourMs = 3_600_000
    server.clock.advance(hourMs - (server.clock.nowMs() % hourMs) + 1)
    const first = await get(url)
    server.clock.advance(hourMs - 10)
    expect(await get(`${url}&again`)).toEqual(first)
  })
})
