import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { insertCategory, insertExpert } from '../../../testing/catalogue-rows.ts'
import { testServer } from '../../../testing/test-server.ts'
import { studioContent } from './testing/studio-content.ts'

const server = await testServer()
const { db } = server
afterAll(() => server[Symbol.asyncDispose]())

const { admin, creator, moderator, other, ask, made, memberSees, actsOn, refusesStrangers, refusals } =
  await studioContent(server)

describe('GET /api/studio/content', () => {
  refusesStrangers('GET', '')

  const titles = async (query: string, as = admin) =>
    (await ask('GET', query, { as })).json().content.map(({ title }: { title: string }) => title)

  test('200: creators see their own, whoever looks after all of them sees all; a page at a time', async () => {
    const tag = 'list of all'
    await made({ title: 'One', tags: [tag] })
    await made({ title: 'Two', tags: [tag] }, other)
    expect(await titles(`?tag=${tag}&sort=title&order=asc`, creator)).toEqual(['One'])
    for (const as of [admin, moderator])
      expect(await titles(`?tag=${tag}&sort=title&order=asc`, as)).toEqual(['One', 'Two'])
    const second = await ask('GET', `?tag=${tag}&sort=title&order=asc&limit=1&offset=1`, { as: admin })
    expect(second.json()).toMatchObject({ total: 2, limit: 1, offset: 1, content: [{ title: 'Two' }] })
  })

  test.each(['crowded', 'x'])('200: counted up to two hundred where some are sought: %s', async (q) => {
    onTestFinished(async () => void (await db.query('', `delete from content where slug like 'crowded-xyst-%'`)))
    await db.query(
      '',
      `insert into content (id, title, slug, content_type, access_tier, status)
       select gen_random_uuid(), 'Crowded Xyst ' || i, 'crowded-xyst-' || i, 'audio', 'free', 'draft' from generate_series(1, 1001) i`,
    )
    expect((await ask('GET', `?q=${q}&limit=1`, { as: admin })).json()).toMatchObject({
      total: 200,
      has_uncounted: true,
    })
  })

  test('200: what is looked for, and every filter', async () => {
    const category = await insertCategory(db, 'Listed')
    const body = { title: '100 % rain', access_tier: 'premium', tags: ['roof'], featured: true, content_type: 'audio' }
    const { id, slug } = await made({ ...body, category_id: category })
    await made({ title: 'Not this one' })
    for (const query of ['q=100 %25 r', `q=${slug}`, 'q=ROOF', 'tag=roof', `category=${category}`]) {
      expect(await titles(`?${query}`), query).toEqual(['100 % rain'])
    }
    const narrow = 'status=draft&tier=premium&content_type=audio&featured=true&review=false&q=rain'
    expect(await titles(`?${narrow}`)).toEqual(['100 % rain'])
    expect(await titles(`?${narrow.replace('draft', 'published')}`)).toEqual([])
    await ask('DELETE', `/${id}`)
    expect(await titles('?tag=roof')).toEqual([])
    expect(await titles('?tag=roof&deleted=true')).toEqual(['100 % rain'])
  })

  test('200: a letter or two are looked for as well, in whatever case; what has a meaning in patterns has none', async () => {
    const tag = 'short search'
    for (const title of ['Ülü', 'Xylophon', '5 % off']) await made({ title, tags: [tag] })
    await made({ title: 'Breath', tags: [tag, 'om'] })
    const found = (q: string) => titles(`?tag=${tag}&sort=title&order=asc&q=${encodeURIComponent(q)}`)
    for (const [q, titlesFound] of [
      ...[['x', ['Xylophon']] as const, ['YL', ['Xylophon']] as const, ['ü', ['Ülü']] as const],
      ...[['üL', ['Ülü']] as const, ['%', ['5 % off']] as const, ['_', []] as const, ['OM', ['Breath']] as const],
    ])
      expect(await found(q), q).toEqual(titlesFound)
  })

  test('422: a sort that there is not', async () => {
    expect((await ask('GET', '?sort=owner_id')).statusCode).toBe(422)
  })
})

describe('POST /api/studio/content', () => {
  refusesStrangers('POST', '', { title: 'x' })

  test('200: a draft of the caller, with the slug of its title, numbered where others have it', async () => {
    const item = await made({ title: 'Träume & Meer' })
    const second = await made({ title: 'Träume & Meer' })
    expect(item).toMatchObject({
      ...{ slug: 'traume-meer', status: 'draft', version: 1, owner: { name: 'Test User' }, slug_of_title: true },
      ...{ conversion: null, is_playable: false, may_edit: true, may_publish: true, description: '' },
    })
    expect(second).toMatchObject({ slug: 'traume-meer-2', slug_of_title: true })
    expect(await actsOn(item.id)).toEqual(['content.created'])
    expect(await memberSees(item.id)).toBe(false)
  })

  test('409: a chosen slug that others have', async () => {
    const { slug } = await made()
    expect((await ask('POST', '', { body: { title: 'x', slug } })).json()).toMatchObject({ code: 'slug_taken' })
  })

  test.each([
    ['no title', {}],
    ['a slug that is none', { title: 'x', slug: 'A b' }],
    ['a category that is not there', { title: 'x', category_id: randomUUID() }],
    ['a country that is none', { title: 'x', countries: { rule: 'only_in', codes: ['XX'] } }],
    ['a language that is none', { title: 'x', language: '?' }],
    ['one tag twice', { title: 'x', tags: ['Sleep', 'sleep'] }],
    ['quotes in quotes without end', { title: 'x', description: '> '.repeat(2_000) }],
  ])('422: %s', async (_, body) => {
    expect((await ask('POST', '', { body })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/content/{id}', () => {
  refusals('GET', '')

  test('200: with its conversions, renditions, chapters and captions', async () => {
    const { id } = await made()
    await db.query(
      '',
      `insert into media_jobs (id, content_id, source_key, state, progress) values ($1, $2, 'x', 'playable', 0.4)`,
      [randomUUID(), id],
    )
    await db.query(
      '',
      `insert into renditions (content_id, name, kind, width, height, bandwidth, average_bandwidth, codecs)
       values ($1, '360p', 'video', 640, 360, 800000, 1, 'avc1'), ($1, 'audio', 'audio', null, null, 128000, 1, 'mp4a')`,
      [id],
    )
    await db.query('', `update content set chapters = '[{"title":"Arriving","startSeconds":2}]' where id = $1`, [id])
    expect((await ask('GET', `/${id}`, { as: moderator })).json()).toMatchObject({
      jobs: [{ state: 'playable', progress: expect.closeTo(0.4) }],
      renditions: [
        { name: '360p', height: 360 },
        { name: 'audio', height: null },
      ],
      chapters: [{ title: 'Arriving', start_seconds: 2 }],
      may_edit: false,
      may_publish: false,
    })
  })
})

describe('PATCH /api/studio/content/{id}', () => {
  refusals('PATCH', '', { version: 1, title: 'x' })

  test('200: sets what is sent, and nothing else', async () => {
    const { id } = await made({ description: 'By the *sea*.', tags: ['sleep'] })
    const [category, expert] = [await insertCategory(db, 'Patched'), await insertExpert(db, 'Maya')]
    const countries = { rule: 'not_in', codes: ['US'] }
    const body = {
      version: 1,
      category_id: category,
      expert_id: expert,
      countries,
      language: 'pt-br',
      tags: ['No Voice'],
    }
    expect((await ask('PATCH', `/${id}`, { body })).json()).toMatchObject({
      ...{
        version: 2,
        title: 'Night sea',
        description: 'By the *sea*.',
        language: 'pt-BR',
        tags: ['no voice'],
        countries,
      },
      ...{ category: { id: category, name: 'Patched' }, expert: { name: 'Maya' } },
    })
    const renamed = await ask('PATCH', `/${id}`, { body: { version: 2, title: 'Morning sea', slug: null } })
    expect(renamed.json()).toMatchObject({ version: 3, slug: 'morning-sea', language: 'pt-BR' })
    expect(await actsOn(id)).toEqual(['content.created', 'content.changed', 'content.changed'])
  })

  test('200: what is so already makes no version', async () => {
    const { id } = await made()
    expect((await ask('PATCH', `/${id}`, { body: { version: 1, title: 'Night sea' } })).json()).toMatchObject({
      version: 1,
    })
  })

  test('409: two people change one item: the second is told both, and nothing is lost', async () => {
    const { id } = await made()
    const both = ['Mine', 'Yours'].map((title) => ask('PATCH', `/${id}`, { body: { version: 1, title }, as: admin }))
    const [late, early] = (await Promise.all(both)).toSorted((a, b) => b.statusCode - a.statusCode)
    expect(early?.statusCode).toBe(200)
    expect(late?.json()).toMatchObject({
      ...{ code: 'edit_conflict', status: 409, theirs: { title: early?.json().title, version: 2, description: '' } },
      yours: { title: early?.json().title === 'Mine' ? 'Yours' : 'Mine' },
    })
  })

  test('409: a slug that others have, and an item that was deleted', async () => {
    const { slug } = await made()
    const { id } = await made()
    expect((await ask('PATCH', `/${id}`, { body: { version: 1, slug } })).json()).toMatchObject({ code: 'slug_taken' })
    await ask('DELETE', `/${id}`)
    expect((await ask('PATCH', `/${id}`, { body: { version: 1, title: 'x' } })).json()).toMatchObject({
      code: 'content_deleted',
    })
  })

  test('422: a series that is not there', async () => {
    const { id } = await made()
    expect((await ask('PATCH', `/${id}`, { body: { version: 1, series_id: randomUUID() } })).statusCode).toBe(422)
  })
})
