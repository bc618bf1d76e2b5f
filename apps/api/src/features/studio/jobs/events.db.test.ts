import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { setStanding, signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { insertMediaJob } from './conversion-queries.ts'

const server = await testServer()
const url = await server.app.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => server[Symbol.asyncDispose]())
const admin = await signUpAs(server, 'free', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'premium')

const follow = (cookie: string, leaving = new AbortController()) =>
  fetch(`${url}/api/studio/events`, { headers: { cookie }, signal: leaving.signal })

/** The events of a stream, one by one. */
async function* eventsOf({ body }: Response): AsyncGenerator<string, void> {
  let text = ''
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString()
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    yield* events
  }
}

async function addJob(owner: string | null): Promise<string> {
  const contentId = await insertContent(server.db, {
    title: 'Night sea',
    status: 'draft',
    isReady: false,
    hasPictures: false,
  })
  await server.db.query('', 'update content set owner_id = (select id from users where email = $2) where id = $1', [
    contentId,
    owner,
  ])
  const id = randomUUID()
  await insertMediaJob(server.db, { id, contentId, sourceKey: 'x', pictureKey: null, captions: [], sounds: [] })
  return id
}

describe('GET /api/studio/events', () => {
  test('200: says that all is anew, then each change, to whoever looks after the item', async () => {
    const [all, own] = (await Promise.all([follow(admin), follow(creator)])).map(eventsOf)
    const anew = 'event: anew\ndata: {}'
    expect([(await all?.next())?.value, (await own?.next())?.value]).toEqual([anew, anew])
    const [foreign, mine] = [await addJob(null), await addJob('free.content_creator@example.com')]
    expect([(await all?.next())?.value, (await all?.next())?.value]).toEqual([
      expect.stringContaining(`event: job\ndata: {"id":"${foreign}"`),
      expect.stringContaining(mine),
    ])
    expect((await own?.next())?.value).toContain(mine)
    await server.request('POST', '/auth/logout', { cookies: creator })
    expect((await own?.next())?.done).toBe(true)
  })

  test.each([
    ['basic', 'free_user'],
    ['premium', 'content_creator'],
  ] as const)('200: ends for an administrator (%s) who becomes a %s', async (tier, role) => {
    const events = eventsOf(await follow(await signUpAs(server, tier, 'admin')))
    await events.next()
    await setStanding(server.db, `${tier}.admin@example.com`, { role })
    expect((await events.next()).done).toBe(true)
  })

  test('401: without a session; 403: without the permission', async () => {
    expect((await follow('')).status).toBe(401)
    expect((await follow(member)).status).toBe(403)
  })

  test('429: six at a time', async () => {
    const leaving = new AbortController()
    const opened = []
    for (let count = 0; count < 7; count += 1) opened.push((await follow(admin, leaving)).status)
    expect(opened.at(-1)).toBe(429)
    leaving.abort()
  })
})
