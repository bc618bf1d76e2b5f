import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { setStanding } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { studioContent } from '../content/testing/studio-content.ts'
import { tusClient } from './testing/tus-client.ts'
import { uploadTaker } from './testing/upload-taker.ts'

const folder = await mkdtemp(join(tmpdir(), 'published-meanwhile-'))
const server = await testServer({ MEDIA_DIR: folder, CREATORS_PUBLISH: 'false' })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { db } = server
const { admin, creator, other, made, playable, setStatus } = await studioContent(server)

let contentId: string
const client = tusClient(server, { cookies: creator, contentId: () => contentId })
const { queueAll, take } = uploadTaker(server, client)
const FILM = Buffer.from('a film')

beforeEach(async () => {
  contentId = (await made()).id
})

/** Begins an upload, does something, and has it taken up. @returns what became of it. */
async function finishedAfter(act: () => Promise<unknown>, cookies = creator) {
  const url = await client.urlOf({ length: FILM.length, cookies })
  await act()
  await client.append(url, 0, FILM, { cookies })
  await queueAll()
  await take(url.split('/').at(-1) ?? '')
  return client.rowOf(url)
}

const publish = () => setStatus(contentId, { status: 'published' }, admin)
const conversions = () =>
  db.query<{ id: string }>('', 'select id from media_jobs where content_id = $1 order by created_at', [contentId])

describe('a file of whoever does not publish, that is finished after others have published the item', () => {
  test('is refused: nobody has seen it', async () => {
    const late = await finishedAfter(async () => {
      await playable(contentId)
      await publish()
    })
    expect(late).toMatchObject({ state: 'refused', failure: expect.stringContaining('Members see this item') })
    expect(await conversions()).toEqual([])
  })

  test('is taken where the item was published to be seen once it is there', async () => {
    const film = await finishedAfter(publish)
    expect(film).toMatchObject({ state: 'taken_up', failure: null })
    expect(await conversions()).toHaveLength(1)
  })
})

test('a file of whoever makes no items any more is refused', async () => {
  contentId = (await made({}, other)).id
  const url = await client.urlOf({ length: FILM.length, cookies: other })
  await client.append(url, 0, FILM, { cookies: other })
  await setStanding(db, 'other.creator@example.com', { role: 'free_user' })
  await queueAll()
  await take(url.split('/').at(-1) ?? '')
  expect(await client.rowOf(url)).toMatchObject({ state: 'refused' })
})

test('a conversion that failed is tried again by whoever publishes, once members see the item', async () => {
  await finishedAfter(async () => {})
  const [job] = await conversions()
  await db.query('', `update media_jobs set state = 'failed' where id = $1`, [job?.id])
  await playable(contentId)
  await publish()
  const retried = async (cookies: string) =>
    (await server.request('POST', `/api/studio/jobs/${job?.id}/retry`, { cookies })).statusCode
  expect([await retried(creator), await retried(admin)]).toEqual([403, 204])
})
