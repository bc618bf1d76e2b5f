import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { insertCategory, insertSeries, publish } from '../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

let members = 0
let cookies: string
beforeEach(async () => {
  members += 1
  cookies = await signUp(server, `member${members}@example.com`)
  await server.db.query('', 'delete from content')
  await until(() => server.parts.catalogue.catalogue.browse({}, 'newest', { limit: 1, offset: 0 }).total === 0)
})

const sound = (title: string, about: Partial<Parameters<typeof publish>[1]> = {}) =>
  publish(server, { title, type: 'audio', durationSeconds: 600, ...about })
async function play(id: string, seconds: number, sequence = 1): Promise<void> {
  server.clock.advance(1_000)
  const body = { position_seconds: seconds, sequence }
  await server.request('PUT', `/api/streaming/content/${id}/position`, { cookies, body })
}
/** Makes the member one who is not shown what to begin with. */
const settle = async () => play(await sound('Old'), 600)
const ask = (hour: number | string = 21, member = cookies) =>
  server.request('GET', `/api/home?hour=${hour}`, { cookies: member })
const home = async (hour?: number, member?: string) => (await ask(hour, member)).json()
const dismiss = (id: string, member = cookies) =>
  server.request('PUT', `/api/home/dismissed/${id}`, { cookies: member })
const restore = (id: string, member = cookies) =>
  server.request('DELETE', `/api/home/dismissed/${id}`, { cookies: member })
const titles = (entries: { item: { title: string } }[]) => entries.map(({ item }) => item.title)
/** Every item on the page. */
function allOn(page: Awaited<ReturnType<typeof home>>): string[] {
  const found: string[] = []
  JSON.stringify(page, (_key, value) => {
    if (value?.content_type) found.push(value.id)
    return value
  })
  return found
}
/** A member who may not do anything. */
async function suspended(): Promise<string> {
  members += 1
  const email = `suspended${members}@example.com`
  const signedIn = await signUp(server, email)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [email])
  return signedIn
}

describe('GET /api/home', () => {
  test('200: nothing at all, in an empty library', async () => {
    expect(await home()).toEqual({
      first_week: { item: null, has_breathed: false, has_played: false, has_sat: false },
      hero: null,
      continue: [],
      for_now: [],
      series: [],
      featured: [],
      new: [],
      trending: [],
      categories: [],
    })
  })

  test('200: opens with what was begun last, then the rest of it, with where one stopped; and no item twice', async () => {
    const [rain, sea] = [await sound('Rain', { featured: true }), await sound('Sea', { trending: true })]
    for (let number = 0; number < 30; number += 1) await sound(`Wind ${number}`)
    await play(rain, 100)
    await play(sea, 200)
    const page = await home()
    expect(page.hero).toMatchObject({
      item: { title: 'Sea', locked: false },
      place: { position_seconds: 200, under_way: true },
      reasons: [],
    })
    expect(page.continue).toMatchObject([{ item: { title: 'Rain' }, place: { position_seconds: 100 } }])
    const all = allOn(page)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(12)
  })

  test('200: for now is what fits the hour of the member, with its reason', async () => {
    await settle()
    await sound('Wake', { tags: ['morning'] })
    await sound('Drift', { tags: ['deep sleep'] })
    const morning = await home(7)
    expect(morning.hero).toMatchObject({
      item: { title: 'Wake' },
      place: null,
      reasons: [{ kind: 'hour', part_of_day: 'morning' }],
    })
    const night = await home(23)
    expect(night.hero).toMatchObject({ item: { title: 'Drift' }, reasons: [{ kind: 'hour', part_of_day: 'night' }] })
  })

  test('200: what is suggested goes by what was finished, is not what was played, and opens', async () => {
    const sleep = await insertCategory(server.db, `Slumber ${members}`)
    const done = await sound('Done', { categoryId: sleep })
    await sound('Alike', { categoryId: sleep })
    await sound('Closed', { categoryId: sleep, tier: 'premium' })
    await play(done, 600)
    const page = await home(12)
    expect([page.hero, ...page.for_now]).toMatchObject([
      { item: { title: 'Alike' }, reasons: [{ kind: 'category', name: `Slumber ${members}` }] },
    ])
  })

  test('200: the next episode of a series of which one was watched', async () => {
    const seriesId = await insertSeries(server.db, `Nights ${members}`)
    const [first] = [
      await sound('First', { seriesId, episode: 1 }),
      await sound('Second', { seriesId, episode: 2 }),
      await sound('Third', { seriesId, episode: 3 }),
    ]
    await play(first, 600)
    expect((await home()).series).toMatchObject([
      { item: { title: 'Second', episode_number: 2 }, watched_count: 1, episode_count: 3 },
    ])
  })

  test('200: nobody is led into the middle of a series', async () => {
    await settle()
    const seriesId = await insertSeries(server.db, `Days ${members}`)
    await sound('Part one', { seriesId, episode: 1, tags: ['evening'] })
    await sound('Part two', { seriesId, episode: 2, tags: ['evening'] })
    const page = await home(19)
    expect(titles([page.hero, ...page.for_now])).toEqual(['Part one'])
  })

  test('200: what does not open stands behind what does, and of a greater plan all is open', async () => {
    await sound('Open')
    await sound('Other')
    await sound('Closed', { tier: 'premium', createdAt: '2100-01-01' })
    const page = await home()
    expect(page.new).toMatchObject([{ title: 'Closed', locked: true }])
    const premium = await signUpAs(server, 'premium')
    expect(JSON.stringify(await home(21, premium))).not.toContain('"locked":true')
  })

  test('200: a new member is shown what to begin with, and what of it is done, for a week', async () => {
    const free = await sound('Free')
    await sound('Paid', { tier: 'premium', featured: true })
    expect((await home()).first_week).toMatchObject({
      item: { title: 'Free' },
      has_breathed: false,
      has_played: false,
      has_sat: false,
    })
    await play(free, 100)
    expect((await home()).first_week).toMatchObject({ item: null, has_played: true })
    await server.db.query('', "update users set created_at = created_at - interval '8 days'")
    expect((await home()).first_week).toBeNull()
    const later = await signUp(server, `later${members}@example.com`)
    await server.db.query('', "update users set created_at = created_at - interval '8 days'")
    expect((await home(21, later)).first_week).toMatchObject({ has_played: false })
  })

  test('200: who has listened has played, and has not tried a session of breath yet', async () => {
    const id = await sound('Rain')
    for (let at = 0; at <= 70; at += 10) {
      server.clock.advance(9_000)
      await play(id, at, at + 1)
    }
    expect((await home()).first_week).toMatchObject({ has_breathed: false, has_played: true, has_sat: false })
  })

  test('403: to members who were suspended', async () => {
    expect((await ask(21, await suspended())).statusCode).toBe(403)
  })

  test.each(['24', '-1', '7.5', 'x'])('422: the hour %s', async (hour) => {
    expect((await ask(hour)).statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', '/api/home?hour=7')).statusCode).toBe(401)
  })
})

describe('PUT /api/home/dismissed/{content_id}', () => {
  test('204: it is not suggested any more on any device, of this member alone; after thirty days it is again', async () => {
    await settle()
    const id = await sound('Calm', { tags: ['evening'] })
    const suggested = (page: Awaited<ReturnType<typeof home>>) =>
      titles([page.hero, ...page.for_now].filter((entry) => entry?.reasons.length > 0))
    expect(suggested(await home())).toEqual(['Calm'])
    for (const _ of [1, 2]) expect((await dismiss(id.toUpperCase())).statusCode).toBe(204)
    expect(suggested(await home())).toEqual([])
    const other = await home(21, await signUp(server, `other${members}@example.com`))
    expect(allOn(other)).toContain(id)
    expect(suggested(other).length + (other.first_week.item ? 1 : 0)).toBe(2)
    await server.db.query('', "update dismissed_suggestions set dismissed_at = dismissed_at - interval '31 days'")
    expect(suggested(await home())).toEqual(['Calm'])
  })

  test('400: an id that is none', async () => {
    expect((await dismiss('calm')).statusCode).toBe(400)
  })

  test('404: an item that there is not', async () => {
    expect((await dismiss(randomUUID())).statusCode).toBe(404)
  })

  test('403: to members who were suspended', async () => {
    expect((await dismiss(randomUUID(), await suspended())).statusCode).toBe(403)
  })

  test('401: without a session', async () => {
    expect((await server.request('PUT', `/api/home/dismissed/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('DELETE /api/home/dismissed/{content_id}', () => {
  test('204: it is suggested again at once, and once more is no error; of another member it takes nothing back', async () => {
    await settle()
    const id = await sound('Calm', { tags: ['evening'] })
    const isSuggested = async () => (await home()).hero.reasons.length > 0
    await dismiss(id)
    expect((await restore(id, await signUp(server, `other${members}@example.com`))).statusCode).toBe(204)
    expect(await isSuggested()).toBe(false)
    for (const _ of [1, 2]) expect((await restore(id.toUpperCase())).statusCode).toBe(204)
    expect(await isSuggested()).toBe(true)
  })

  test('400: an id that is none; 404: without one', async () => {
    expect((await restore('calm')).statusCode).toBe(400)
    expect((await restore('')).statusCode).toBe(404)
  })

  test('403: to members who were suspended', async () => {
    expect((await restore(randomUUID(), await suspended())).statusCode).toBe(403)
  })

  test('401: without a session', async () => {
    expect((await server.request('DELETE', `/api/home/dismissed/${randomUUID()}`)).statusCode).toBe(401)
  })
})
