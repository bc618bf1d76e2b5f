import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent, insertExpert } from '../../../testing/catalogue-rows.ts'
import { testServer } from '../../../testing/test-server.ts'
import { EVENTUALLY, until } from '../../../testing/until.ts'
import { CATEGORY } from '../shelves/kinds.ts'
import { lockShelves, moveItems } from '../shelves/queries.ts'
import { studioContent } from './testing/studio-content.ts'

const server = await testServer()
const { db } = server
afterAll(() => server[Symbol.asyncDispose]())

const { admin, creator, moderator, other, ask, made, playable, published, actsOn, refusesStrangers, refusals } =
  await studioContent(server)

describe('while items move from one category to another', () => {
  const waits = async () =>
    (await db.query('', `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
      .length > 0

  test.each(['one', 'several'])('who moves %s of them there waits, and none is refused by chance', async (how) => {
    const from = await insertCategory(db, `From, ${how}`)
    const to = await insertCategory(db, `To, ${how}`)
    const { id } = await made({ category_id: from })
    const changing = await db.transaction(async (tx) => {
      await lockShelves(tx, CATEGORY, [from, to])
      const answer =
        how === 'one'
          ? ask('PATCH', `/${id}`, { body: { version: 1, category_id: to } })
          : ask('POST', '/bulk-edit', { body: { ids: [id], category_id: to } })
      await until(waits)
      await moveItems(tx, CATEGORY, { from, to, nowMs: 0 })
      return { answer }
    })
    const { statusCode } = await changing.answer
    expect(statusCode).toBe(how === 'one' ? 409 : 200)
  })
})

describe('GET /api/studio/content/{id}/versions', () => {
  refusals('GET', '/versions')

  test('200: the texts as each change left them, and who saved them; one is restored by a change', async () => {
    const { id } = await made({ description: 'First' })
    await ask('PATCH', `/${id}`, { body: { version: 1, description: 'Second' }, as: admin })
    await ask('PATCH', `/${id}`, { body: { version: 2, featured: true } })
    const { versions } = (await ask('GET', `/${id}/versions`)).json()
    expect(versions).toMatchObject([
      { version: 2, description: 'Second', author: { name: 'Test User' } },
      { version: 1, description: 'First', title: 'Night sea' },
    ])
    const { title, description, tags, language } = versions[1]
    const restored = await ask('PATCH', `/${id}`, { body: { version: 3, title, description, tags, language } })
    expect(restored.json()).toMatchObject({ description: 'First', featured: true, version: 4 })
  })

  test('200: of what was made on the command line, from its first change on', async () => {
    const id = await insertContent(db, { title: 'Old', description: 'As it was' })
    expect((await ask('GET', `/${id}/versions`, { as: admin })).json()).toEqual({ versions: [] })
    await ask('PATCH', `/${id}`, { body: { version: 1, description: 'New' }, as: admin })
    expect((await ask('GET', `/${id}/versions`, { as: admin })).json().versions).toMatchObject([
      { version: 2, description: 'New' },
      { version: 1, description: 'As it was', author: null },
    ])
  })
})

describe('POST /api/studio/content/{id}/duplicate', () => {
  refusals('POST', '/duplicate')

  test('200: a draft with the same fields, a slug of its own and no media', async () => {
    const { id } = await made({ title: 'Rain', tags: ['roof'], featured: true })
    await playable(id)
    expect((await ask('POST', `/${id}/duplicate`, { as: admin })).json()).toMatchObject({
      ...{ title: 'Copy of Rain', slug: 'copy-of-rain', tags: ['roof'], featured: false, status: 'draft' },
      ...{ is_playable: false, conversion: null, version: 1 },
    })
  })

  test('409: of one that was deleted', async () => {
    const { id } = await made()
    await ask('DELETE', `/${id}`)
    expect((await ask('POST', `/${id}/duplicate`)).json()).toMatchObject({ code: 'content_deleted' })
  })
})

describe('GET /api/studio/content/{id}/preview', () => {
  refusals('GET', '/preview')

  test('200: a draft as members of each plan would see it, with its description as HTML', async () => {
    const { id } = await made({ access_tier: 'basic', description: 'By the *sea*.<script>' })
    await playable(id)
    const seen = async (tier: string) => (await ask('GET', `/${id}/preview?tier=${tier}`)).json()
    expect(await seen('free')).toMatchObject({ locked: true, can_stream: false, upgrade_message: expect.any(String) })
    expect(await seen('basic')).toMatchObject({
      ...{ locked: false, can_stream: true, description: 'By the sea.<script>' },
      description_html: '<p>By the <em>sea</em>.&lt;script&gt;</p>',
    })
  })

  test('422: a plan that is none', async () => {
    const { id } = await made()
    expect((await ask('GET', `/${id}/preview?tier=gold`)).statusCode).toBe(422)
  })
})

describe('POST /api/studio/content/bulk-edit', () => {
  refusesStrangers('POST', '/bulk-edit', { ids: [randomUUID()] })

  test("200: each by itself: what fails for one is done for the others, and another's item is not there", async () => {
    const [ready, empty] = [await made({ tags: ['a', 'b'] }), await made()]
    const foreign = await made({}, other)
    await playable(ready.id)
    const category_id = await insertCategory(db, 'Bulk')
    const fields = { access_tier: 'premium', category_id, featured: true, add_tags: ['C'], remove_tags: ['a'] }
    const ids = [ready.id, empty.id, foreign.id]
    const { results } = (await ask('POST', '/bulk-edit', { body: { ids, ...fields, status: 'published' } })).json()
    expect(results.map(({ code }: { code: string }) => code)).toEqual([null, 'not_ready', 'not_found'])
    expect((await ask('GET', `/${ready.id}`)).json()).toMatchObject({
      ...{ access_tier: 'premium', category: { name: 'Bulk' }, featured: true, tags: ['b', 'c'], status: 'published' },
    })
    expect((await ask('GET', `/${empty.id}`)).json()).toMatchObject({ access_tier: 'free', version: 1 })
    expect((await ask('GET', `/${foreign.id}`, { as: other })).json()).toMatchObject({ version: 1 })
  })

  test('200: a moderator takes several down, and changes nothing else', async () => {
    const id = await published()
    const by = async (change: object) =>
      (await ask('POST', '/bulk-edit', { body: { ids: [id], ...change }, as: moderator })).json().results[0].code
    expect([await by({ featured: true }), await by({ status: 'archived' })]).toEqual(['forbidden', null])
  })

  test('422: more than a hundred, none, or one twice', async () => {
    const one = randomUUID()
    for (const ids of [Array.from({ length: 101 }, () => randomUUID()), [], [one, one]]) {
      expect((await ask('POST', '/bulk-edit', { body: { ids } })).statusCode).toBe(422)
    }
  })
})

describe('POST /api/studio/content/bulk-delete', () => {
  refusesStrangers('POST', '/bulk-delete', { ids: [randomUUID()] })

  test("200: deletes the caller's, and says what is not theirs", async () => {
    const [mine, foreign] = [await made(), await made({}, other)]
    const { results } = (await ask('POST', '/bulk-delete', { body: { ids: [mine.id, foreign.id] } })).json()
    expect(results).toMatchObject([{ code: null }, { code: 'not_found' }])
    expect((await ask('GET', `/${mine.id}`)).json().deleted_at).not.toBeNull()
  })

  test('200: the record of acts has its id in one spelling, whatever the letters that it was sent in', async () => {
    const { id } = await made()
    await ask('POST', '/bulk-delete', { body: { ids: [id.toUpperCase()] } })
    await ask('POST', `/${id.toUpperCase()}/undelete`)
    expect(await actsOn(id)).toEqual(['content.created', 'content.deleted', 'content.undeleted'])
  })

  test('422: none', async () => {
    expect((await ask('POST', '/bulk-delete', { body: { ids: [] } })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/content/choices', () => {
  refusesStrangers('GET', '/choices')

  test('200: what an item can belong to, and the tags that there are now', async () => {
    await insertExpert(db, 'Not featured', false)
    await made({ tags: ['chosen tag'] })
    const choices = (await ask('GET', '/choices')).json()
    expect(choices.experts).toContainEqual({ id: expect.any(String), name: 'Not featured' })
    expect(choices.tags).toContain('chosen tag')
    await made({ tags: ['another tag'] })
    await expect.poll(async () => (await ask('GET', '/choices')).json().tags, EVENTUALLY).toContain('another tag')
  })
})

describe('POST /api/studio/render-description', () => {
  const render = (description: string, cookies = creator) =>
    server.request('POST', '/api/studio/render-description', { body: { description }, ...(cookies && { cookies }) })

  test('200: as members will see it', async () => {
    expect((await render('**Sea**\n\n- one')).json()).toEqual({
      html: '<p><strong>Sea</strong></p>\n<ul>\n<li>one</li>\n</ul>',
    })
  })

  test('401: without a session', async () => {
    expect((await render('x', '')).statusCode).toBe(401)
  })

  test('403: for whoever makes no items', async () => {
    expect((await render('x', moderator)).statusCode).toBe(403)
  })

  test('422: too long', async () => {
    expect((await render('x'.repeat(5_001))).statusCode).toBe(422)
  })
})
