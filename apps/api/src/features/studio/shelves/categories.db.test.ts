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

const CATEGORIES = '/categories'

describe('GET /api/studio/categories', () => {
  lists(CATEGORIES, { name: 'Listed' })

  test('200: how many items each has, deleted ones left out; sorted by that, too', async () => {
    const { id } = await made(CATEGORIES, { name: 'Counted' })
    await insertContent(db, { title: 'One', categoryId: id, status: 'draft' })
    const gone = await insertContent(db, { title: 'Two', categoryId: id })
    await db.query('', 'update content set deleted_at = now() where id = $1', [gone])
    const { categories } = (await ask('GET', `${CATEGORIES}?sort=items&order=desc&limit=1`)).json()
    expect(categories).toMatchObject([{ id, items: 1 }])
  })
})

describe('POST /api/studio/categories', () => {
  refusesStrangers('POST', CATEGORIES, { name: 'Sleep' })

  test('200: with a slug that its name makes, last in the order; at once in every process', async () => {
    const first = await made(CATEGORIES, { name: 'Träume & Meer', description: 'By the sea.' })
    const second = await made(CATEGORIES, { name: 'Träume & Meer' })
    expect(first).toMatchObject({ slug: 'traume-meer', description: 'By the sea.', version: 1, items: 0 })
    expect(second).toMatchObject({ slug: 'traume-meer-2', description: '' })
    expect(await actsOn(first.id)).toEqual(['category.created'])
    await bothShow('/content/categories', ({ categories }: { categories: { id: string; description: unknown }[] }) => {
      const ids = categories.map(({ id }) => id)
      return ids.includes(first.id) && ids.indexOf(first.id) < ids.indexOf(second.id)
    })
  })

  test('409: a slug that another one has', async () => {
    await made(CATEGORIES, { name: 'Taken', slug: 'taken' })
    const answer = await ask('POST', CATEGORIES, { body: { name: 'Other', slug: 'taken' } })
    expect(answer.json()).toMatchObject({ status: 409, code: 'slug_taken' })
  })

  test('422: without a name, with a long one, with a slug that is none', async () => {
    for (const body of [{}, { name: '' }, { name: 'x'.repeat(121) }, { name: 'Sleep', slug: 'Not One' }]) {
      expect((await ask('POST', CATEGORIES, { body })).statusCode).toBe(422)
    }
  })
})

describe('GET /api/studio/categories/{id}', () => {
  refusals('GET', CATEGORIES)

  test('200: as it is', async () => {
    const category = await made(CATEGORIES, { name: 'Single' })
    expect((await ask('GET', `${CATEGORIES}/${category.id}`, { as: creator })).json()).toEqual(category)
  })
})

describe('PATCH /api/studio/categories/{id}', () => {
  refusals('PATCH', CATEGORIES, { version: 1 })

  test('200: what is sent is set, another version, in every process; nothing where all is so already', async () => {
    const { id, slug } = await made(CATEGORIES, { name: 'Old name' })
    await bothShow('/content/categories', ({ categories }: { categories: { id: string }[] }) =>
      categories.some((one) => one.id === id),
    )
    const change = { version: 1, name: 'New name', description: 'Words.' }
    const changed = (await ask('PATCH', `${CATEGORIES}/${id}`, { body: change })).json()
    expect(changed).toMatchObject({ name: 'New name', slug, description: 'Words.', version: 2 })
    await bothShow('/content/categories', ({ categories }: { categories: { id: string; name: string }[] }) =>
      categories.some((one) => one.id === id && one.name === 'New name'),
    )
    const same = await ask('PATCH', `${CATEGORIES}/${id}`, { body: { version: 2, name: 'New name' } })
    expect(same.json()).toMatchObject({ version: 2 })
    const renamed = await ask('PATCH', `${CATEGORIES}/${id}`, { body: { version: 2, slug: null } })
    expect(renamed.json()).toMatchObject({ slug: 'new-name', version: 3 })
    expect(await actsOn(id)).toEqual(['category.created', 'category.changed', 'category.changed'])
  })

  test('409: somebody was quicker; the answer has theirs, and nothing is set', async () => {
    const { id } = await made(CATEGORIES, { name: 'Two editors' })
    await ask('PATCH', `${CATEGORIES}/${id}`, { body: { version: 1, name: 'Theirs' } })
    const answer = await ask('PATCH', `${CATEGORIES}/${id}`, { body: { version: 1, name: 'Mine' } })
    expect(answer.json()).toMatchObject({ code: 'edit_conflict', theirs: { name: 'Theirs', version: 2 } })
    expect((await ask('GET', `${CATEGORIES}/${id}`)).json()).toMatchObject({ name: 'Theirs' })
  })

  test('422: without a version', async () => {
    const { id } = await made(CATEGORIES, { name: 'Versioned' })
    expect((await ask('PATCH', `${CATEGORIES}/${id}`, { body: { name: 'Other' } })).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/categories/{id}', () => {
  refusals('DELETE', CATEGORIES)

  test('200: an empty one goes', async () => {
    const { id } = await made(CATEGORIES, { name: 'Empty' })
    expect((await ask('DELETE', `${CATEGORIES}/${id}`)).json()).toEqual({ moved: 0 })
    expect((await ask('GET', `${CATEGORIES}/${id}`)).statusCode).toBe(404)
    expect(await actsOn(id)).toEqual(['category.created', 'category.deleted'])
  })

  test('409: one with items stays, also where they are deleted and may come back', async () => {
    const { id } = await made(CATEGORIES, { name: 'Full' })
    const item = await insertContent(db, { title: 'Inside', categoryId: id })
    await db.query('', 'update content set deleted_at = now() where id = $1', [item])
    expect((await ask('DELETE', `${CATEGORIES}/${id}`)).json()).toMatchObject({ status: 409, code: 'shelf_in_use' })
  })

  test('200: its items go where they shall, as other versions, in every process', async () => {
    const { id } = await made(CATEGORIES, { name: 'From' })
    const { id: target } = await made(CATEGORIES, { name: 'To' })
    const item = await insertContent(db, { title: 'Moved', categoryId: id })
    await bothShow(`/content/detail/${item}`, ({ category }: { category?: { id: string } }) => category?.id === id)
    expect((await ask('DELETE', `${CATEGORIES}/${id}?move_to=${target}`)).json()).toEqual({ moved: 1 })
    await bothShow(`/content/detail/${item}`, ({ category }: { category?: { id: string } }) => category?.id === target)
    const [row] = await db.query<{ version: number }>('', 'select version from content where id = $1', [item])
    expect(row?.version).toBe(2)
  })

  test('422: to itself, or to what is not there', async () => {
    const { id } = await made(CATEGORIES, { name: 'Nowhere' })
    for (const target of [id, randomUUID(), 'x']) {
      expect((await ask('DELETE', `${CATEGORIES}/${id}?move_to=${target}`)).statusCode).toBe(422)
    }
  })
})

describe('PUT /api/studio/categories/{id}/place', () => {
  refusals('PUT', CATEGORIES, { before: null }, '/place')

  test('200: before another one, or at the end; members see the order in every process', async () => {
    const ids: string[] = []
    for (const name of ['First', 'Second', 'Third']) ids.push((await made(CATEGORIES, { name })).id)
    const [first, second, third] = ids
    const order = ({ categories }: { categories: { id: string }[] }) =>
      categories.map(({ id }) => id).filter((id) => ids.includes(id))
    await ask('PUT', `${CATEGORIES}/${third}/place`, { body: { before: first } })
    await bothShow('/content/categories', (answer) => String(order(answer)) === String([third, first, second]))
    await ask('PUT', `${CATEGORIES}/${third}/place`, { body: { before: null } })
    await bothShow('/content/categories', (answer) => String(order(answer)) === String([first, second, third]))
    expect(await actsOn(String(third))).toEqual(['category.created', 'category.placed', 'category.placed'])
  })

  test('409: before one that is gone', async () => {
    const { id } = await made(CATEGORIES, { name: 'Lost' })
    const answer = await ask('PUT', `${CATEGORIES}/${id}/place`, { body: { before: randomUUID() } })
    expect(answer.json()).toMatchObject({ status: 409, code: 'edit_conflict' })
  })

  test('422: without a place', async () => {
    const { id } = await made(CATEGORIES, { name: 'Placeless' })
    expect((await ask('PUT', `${CATEGORIES}/${id}/place`, { body: {} })).statusCode).toBe(422)
  })
})
