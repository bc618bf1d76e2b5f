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

const { ask, made, lists, refusesStrangers, refusals, bothShow } = await studioShelves(server, other)

const EXPERTS = '/experts'

describe('GET /api/studio/experts', () => lists(EXPERTS, { name: 'Listed' }))

describe('POST /api/studio/experts', () => {
  refusesStrangers('POST', EXPERTS, { name: 'Ada' })

  test('200: members see the expert, with a bio in Markdown', async () => {
    const expert = await made(EXPERTS, { name: 'Maya Lind', title: 'Teacher', bio: 'Teaches *breath*.' })
    expect(expert).toMatchObject({ slug: 'maya-lind', featured: true, picture_url: null, items: 0 })
    await bothShow(`/content/experts/${expert.id}`, ({ bio, bio_html: html }: { bio?: string; bio_html?: string }) => {
      return bio === 'Teaches breath.' && html === '<p>Teaches <em>breath</em>.</p>'
    })
  })

  test('409: a slug that another one has; 422: a title that is too long', async () => {
    await made(EXPERTS, { name: 'Ines', slug: 'ines' })
    expect((await ask('POST', EXPERTS, { body: { name: 'Ines', slug: 'ines' } })).statusCode).toBe(409)
    expect((await ask('POST', EXPERTS, { body: { name: 'Ines', title: 'x'.repeat(121) } })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/experts/{id}', () => {
  refusals('GET', EXPERTS)

  test('200: as it is', async () => {
    const expert = await made(EXPERTS, { name: 'Single' })
    expect((await ask('GET', `${EXPERTS}/${expert.id}`)).json()).toEqual(expert)
  })
})

describe('PATCH /api/studio/experts/{id}', () => {
  refusals('PATCH', EXPERTS, { version: 1 })

  test('200: 409 and 422 as for a category', async () => {
    const { id } = await made(EXPERTS, { name: 'Changing' })
    const changed = await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 1, featured: false } })
    expect(changed.json()).toMatchObject({ featured: false, version: 2 })
    expect((await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 1, name: 'Late' } })).statusCode).toBe(409)
    expect((await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 2, name: '' } })).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/experts/{id}', () => {
  refusals('DELETE', EXPERTS)

  test('200: where nothing is of them; 409 with items, 422 where they shall go to nobody', async () => {
    const { id } = await made(EXPERTS, { name: 'Leaving' })
    const item = await insertContent(db, { title: 'Theirs', expertId: id })
    expect((await ask('DELETE', `${EXPERTS}/${id}`)).statusCode).toBe(409)
    expect((await ask('DELETE', `${EXPERTS}/${id}?move_to=${randomUUID()}`)).statusCode).toBe(422)
    await db.query('', 'update content set expert_id = null where id = $1', [item])
    expect((await ask('DELETE', `${EXPERTS}/${id}`)).statusCode).toBe(200)
  })
})
