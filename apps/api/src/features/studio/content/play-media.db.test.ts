import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { CONTENT_URL, studioContent } from './testing/studio-content.ts'

const folder = await mkdtemp(join(tmpdir(), 'play-media-'))
const server = await testServer({ MEDIA_DIR: folder })
const { db } = server
const { store } = server.parts.studio
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { admin, creator, other, ask, made, playable, refusals, setStatus } = await studioContent(server)

let id: string
beforeAll(async () => {
  id = (await made()).id
  await playable(id)
  for (const file of ['master.m3u8', '720p/segment0000.ts', 'media-720p_00001.ts', 'thumbnail.jpg', 'prepared.json']) {
    await store.put(mediaKey(id, file), Buffer.from(`the bytes of ${file}`))
  }
})

const media = (file: string, as = creator) => ask('GET', `/${id}/media/${file}`, { as })

describe('GET /api/studio/content/{id}/media/{name}', () => {
  refusals('GET', '/media/master.m3u8')

  test('200: a draft is played by its maker and by who looks after all items, and kept by nobody', async () => {
    for (const as of [creator, admin]) {
      const { statusCode, body, headers } = await media('master.m3u8', as)
      expect([statusCode, body]).toEqual([200, 'the bytes of master.m3u8'])
      expect(headers).toMatchObject({
        ...{ 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'private, no-store' },
      })
    }
    expect((await media('media-720p_00001.ts')).headers['content-type']).toBe('video/mp2t')
  })

  test('200: its picture is shown while members cannot open it, which the edge refuses then; else by a signed address', async () => {
    await db.query('', 'update content set s3_key_thumbnail = $2 where id = $1', [id, mediaKey(id, 'thumbnail.jpg')])
    const shown = async () => new URL((await ask('GET', `/${id}`)).json().thumbnail_url)
    expect((await shown()).pathname).toBe(`${CONTENT_URL}/${id}/media/thumbnail.jpg`)
    const { statusCode, body, headers } = await media('thumbnail.jpg')
    expect([statusCode, body, headers['content-type']]).toEqual([200, 'the bytes of thumbnail.jpg', 'image/jpeg'])
    for (const [status, isSigned] of [
      ['published', true],
      ['archived', false],
      ['unlisted', true],
      ['draft', false],
    ] as const) {
      expect((await setStatus(id, { status })).statusCode).toBe(200)
      expect((await shown()).pathname === `/${mediaKey(id, 'thumbnail.jpg')}`, status).toBe(isSigned)
    }
  })

  test('200: it is no view, and takes no place', async () => {
    await media('master.m3u8')
    const sql = `select (select count(*) from stream_sessions where content_id = $1)
      + (select count(*) from recent_views where content_id = $1) as traces`
    expect(await db.query('', sql, [id])).toEqual([{ traces: '0' }])
  })

  test("404: for another creator; of what is no medium, or somebody else's", async () => {
    expect((await media('master.m3u8', other)).statusCode).toBe(404)
    for (const file of ['prepared.json', '360p.m3u8', '..%2fmaster.m3u8', '%2e%2e%2f%2e%2e%2fsources']) {
      expect((await media(file)).statusCode, file).toBe(404)
    }
  })

  test('401: as soon as the sign-in has ended', async () => {
    const cookies = await signIn(server, 'basic.content_creator@example.com')
    expect((await media('master.m3u8', cookies)).statusCode).toBe(200)
    expect((await server.request('POST', '/auth/logout', { cookies })).statusCode).toBeLessThan(300)
    expect((await media('master.m3u8', cookies)).statusCode).toBe(401)
  })
})

describe('GET /api/studio/content/{id}/media/{name}/{segment}', () => {
  refusals('GET', '/media/720p/segment0000.ts')

  test('200: a segment, by the name that the playlist says', async () => {
    const { statusCode, body, headers } = await media('720p/segment0000.ts')
    expect([statusCode, body, headers['content-type']]).toEqual([200, 'the bytes of 720p/segment0000.ts', 'video/mp2t'])
    expect((await media('720p/segment0001.ts')).statusCode).toBe(404)
  })
})
