import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, insertExpert } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { EVENTUALLY } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /content/experts', () => {
  test('200: lists the featured ones by name, with how much of theirs is published', async () => {
    const maya = await insertExpert(server.db, 'Maya Lin')
    const ada = await insertExpert(server.db, 'Ada Okafor')
    await insertExpert(server.db, 'Hidden Helper', false)
    await server.db.query('', `update experts set title = 'Teacher', bio = 'Sits.', avatar_url = $2 where id = $1`, [
      maya,
      'https://pictures.example.org/maya.jpg',
    ])
    await insertContent(server.db, { title: 'Draft', expertId: maya, status: 'draft' })
    await insertContent(server.db, { title: 'One', expertId: maya })

    const list = () => server.request('GET', '/content/experts')
    expect((await list()).statusCode).toBe(200)
    const nothing = { title: null, bio: null, avatar_url: null, content_count: 0 }
    await expect
      .poll(async () => (await list()).json(), EVENTUALLY)
      .toEqual({
        experts: [
          { ...nothing, id: ada, name: 'Ada Okafor', slug: 'ada-okafor' },
          {
            id: maya,
            name: 'Maya Lin',
            slug: 'maya-lin',
            title: 'Teacher',
            bio: 'Sits.',
            avatar_url: 'https://pictures.example.org/maya.jpg',
            content_count: 1,
          },
        ],
      })
  })
})

describe('GET /content/experts/{id}', () => {
  test('200: one who is not featured, too', async () => {
    const id = await insertExpert(server.db, 'Quiet Guide', false)
    await server.db.query('', `update experts set bio = 'Reads *poems*.' where id = $1`, [id])
    const get = async () => (await server.request('GET', `/content/experts/${id.toUpperCase()}`)).json()
    await expect.poll(get, EVENTUALLY).toEqual({
      ...{ id, name: 'Quiet Guide', slug: 'quiet-guide', title: null, avatar_url: null, content_count: 0 },
      ...{ bio: 'Reads poems.', bio_html: '<p>Reads <em>poems</em>.</p>' },
    })
  })

  test('404: nobody', async () => {
    expect((await server.request('GET', `/content/experts/${randomUUID()}`)).statusCode).toBe(404)
  })

  test('400: an id that is none', async () => {
    expect((await server.request('GET', '/content/experts/maya-lin')).statusCode).toBe(400)
  })
})
