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
