import { afterAll, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { testServer } from '../../../testing/test-server.ts'
import { studioShelves } from './testing/studio-shelves.ts'

const server = await testServer({ CREATORS_PUBLISH: 'false' })
const { db } = server
afterAll(() => server[Symbol.asyncDispose]())
const { creator, ask, made } = await studioShelves(server)

test('who does not publish orders their own drafts, and nothing that members see', async () => {
  const { id } = await made('/series', { title: 'Seven nights' })
  const ids: string[] = []
  for (const title of ['One', 'Two'])
    ids.push(await insertContent(db, { title, seriesId: id, episode: ids.length + 1 }))
  await db.query(
    '',
    `update content set status = 'draft', owner_id = (select id from users where role = 'content_creator')
     where series_id = $1`,
    [id],
  )
  const url = `/series/${id}/episodes`
  const place = (as?: string) => ask('PUT', url, { body: { content_id: ids[1], before: ids[0] }, as })
  expect((await ask('GET', url, { as: creator })).json()).toMatchObject({ may_order: true })
  expect((await place(creator)).json()).toEqual({ episode_number: 1 })
  await db.query('', `update content set status = 'published' where id = $1`, [ids[0]])
  expect((await ask('GET', url, { as: creator })).json()).toMatchObject({ may_order: false })
  expect((await place(creator)).json()).toMatchObject({ status: 403, detail: expect.stringContaining('Members see') })
  expect((await place()).statusCode).toBe(200)
})
