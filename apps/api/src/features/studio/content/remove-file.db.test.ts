import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../../../testing/test-server.ts'
import { takeAskedRetries } from '../jobs/media-job-queries.ts'
import { saveSources } from '../jobs/source-queries.ts'
import { studioContent } from './testing/studio-content.ts'

const folder = await mkdtemp(join(tmpdir(), 'remove-file-'))
const server = await testServer({ MEDIA_DIR: folder, CREATORS_PUBLISH: 'false' })
const { db } = server
const { store } = server.parts.studio
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { admin, ask, made, playable, refusals } = await studioContent(server)

let id: string
beforeEach(async () => {
  id = (await made()).id
  const key = (name: string) => `sources/${id}/${name}`
  await saveSources(db, id, {
    ...{ sourceKey: key('film.mp4'), durationSeconds: 61, pictureKey: key('cover.jpg') },
    captions: ['de', 'en'].map((language) => ({ language, key: key(`${language}.vtt`) })),
    sounds: [{ language: 'fr', label: 'Voix douce', key: key('fr.wav'), durationSeconds: 61 }],
    chapters: [{ title: 'Arriving', startSeconds: 0 }],
  })
  const chapters = JSON.stringify([{ title: 'Arriving', startSeconds: 0 }])
  await db.query('', 'update content set chapters = $2 where id = $1', [id, chapters])
  for (const name of ['film.mp4', 'cover.jpg', 'de.vtt', 'en.vtt', 'fr.wav'])
    await store.put(key(name), Buffer.from('x'))
})

const remove = (path: string, as?: string) => ask('DELETE', `/${id}/files/${path}`, as ? { as } : {})
const jobs = () =>
  db.query<{ id: string }>(
    '',
    'select id, state, picture_key, captions, sounds from media_jobs where content_id = $1',
    [id],
  )

describe('DELETE /api/studio/content/{id}/files/{purpose}', () => {
  refusals('DELETE', '/files/picture')

  test('200: captions, cover and an added sound go, and one conversion without them is asked for', async () => {
    const [first, , last] = [
      await remove('captions?language=de'),
      await remove('picture'),
      await remove('sound?language=fr'),
    ]
    const plain = { language: null, label: null }
    expect(first?.json().files).toEqual([
      { purpose: 'picture', ...plain },
      { purpose: 'captions', language: 'en', label: null },
      { purpose: 'chapters', ...plain },
      { purpose: 'sound', language: 'fr', label: 'Voix douce' },
    ])
    expect(last?.json()).toMatchObject({
      conversion: 'pending',
      files: [{ purpose: 'captions', language: 'en' }, { purpose: 'chapters' }],
    })
    const [job, ...others] = await jobs()
    expect([job, others]).toMatchObject([
      { state: 'queued', picture_key: null, captions: [{ language: 'en' }], sounds: [] },
      [],
    ])
    expect(await takeAskedRetries(db)).toEqual([{ id: job?.id, attempt: 1 }])
  })

  test('200: chapters go at once, those of the media, too', async () => {
    const { statusCode, body } = await remove('chapters')
    expect([statusCode, JSON.parse(body).chapters]).toEqual([200, []])
    expect(await jobs()).toEqual([])
    const sources = await db.query('', 'select chapters from content_sources where content_id = $1', [id])
    expect(sources).toEqual([{ chapters: [] }])
  })

  test('200: is recorded with what was there before', async () => {
    await remove('sound?language=fr')
    const [act] = await db.query(
      '',
      `select before, after, request_id is not null as by_request from audit_log
       where target = $1 and action = 'content.file_removed'`,
      [id],
    )
    const before = { purpose: 'sound', language: 'fr', file: `sources/${id}/fr.wav` }
    expect(act).toEqual({ before, after: null, by_request: true })
  })

  test('403: of what members see, by who does not publish; whoever looks after all items may', async () => {
    await playable(id)
    await db.query('', `update content set status = 'published' where id = $1`, [id])
    expect((await remove('picture')).statusCode).toBe(403)
    expect((await remove('picture', admin)).statusCode).toBe(200)
  })

  test('409: not of an item that was deleted', async () => {
    await db.query('', 'update content set deleted_at = now() where id = $1', [id])
    expect((await remove('picture')).json()).toMatchObject({ code: 'content_deleted' })
  })

  test('422: no language that is so long', async () => {
    expect((await remove(`captions?language=${'e'.repeat(65)}`)).statusCode).toBe(422)
  })

  test('404: what is not there', async () => {
    for (const path of ['captions?language=sv', 'captions', 'sound?language=en', `sound?language=${randomUUID()}`]) {
      expect((await remove(path)).statusCode, path).toBe(404)
    }
    await remove('picture')
    expect((await remove('picture')).statusCode).toBe(404)
  })
})
