import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../../../testing/test-server.ts'
import { lockSources, type Sources, saveSources } from '../jobs/source-queries.ts'
import { insertFormerFile } from './former-file-queries.ts'
import type { ItemFile } from './item-files.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'
import { purgeFormerFiles } from './purge-former-files.ts'
import { studioContent } from './testing/studio-content.ts'

const folder = await mkdtemp(join(tmpdir(), 'restore-file-'))
const server = await testServer({ MEDIA_DIR: folder, CREATORS_PUBLISH: 'false' })
const { db, clock } = server
const { store } = server.parts.studio
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { admin, ask, made, playable, refusals, actsOn } = await studioContent(server)
const [{ id: userId } = { id: '' }] = await db.query<{ id: string }>(
  '',
  `select id from users where role = 'content_creator' limit 1`,
)

let id: string
let sources: Sources
const key = (name: string) => `sources/${id}/${name}`

beforeEach(async () => {
  id = (await made()).id
  sources = {
    ...{ sourceKey: key('film.mp4'), durationSeconds: 61, pictureKey: key('cover.jpg') },
    captions: ['de', 'en'].map((language) => ({ language, key: key(`${language}.vtt`) })),
    sounds: [{ language: 'fr', label: 'Voix douce', key: key('fr.wav'), durationSeconds: 61 }],
    chapters: null,
  }
  await saveSources(db, id, sources)
  const chapters = JSON.stringify([{ title: 'Arriving', startSeconds: 0 }])
  await db.query('', 'update content set chapters = $2 where id = $1', [id, chapters])
  for (const name of ['film.mp4', 'cover.jpg', 'de.vtt', 'en.vtt', 'fr.wav']) {
    await store.put(key(name), Buffer.from('x'))
  }
})

const restore = (file: string, as?: string) =>
  ask('POST', `/${id}/former-files/${file}/restore`, { body: {}, ...(as && { as }) })
const remove = (path: string) => ask('DELETE', `/${id}/files/${path}`)
const formerFiles = async () => (await ask('GET', `/${id}`)).json().former_files
const filesIn = async () => (await store.list(`sources/${id}/`)).keys.map((name) => name.split('/').at(-1))
const sourcesNow = () => db.transaction((tx) => lockSources(tx, id))
const keep = async (file: ItemFile, nowMs = clock.nowMs()) => {
  const formerId = randomUUID()
  await insertFormerFile(db, { id: formerId, contentId: id, file, replacedBy: userId, nowMs })
  return formerId
}

describe('POST /api/studio/content/{id}/former-files/{file}/restore', () => {
  refusals('POST', `/former-files/${randomUUID()}/restore`, {})

  test('200: what was removed is there again: cover, captions, an added sound, and chapters of the media', async () => {
    for (const path of ['picture', 'captions?language=de', 'sound?language=fr', 'chapters']) await remove(path)
    const former = await formerFiles()
    const by = { id: expect.any(String), name: expect.toBeOneOf([null, expect.any(String)]) }
    const gone = new Date(clock.nowMs() + KEEP_DELETED_MS).toISOString()
    expect(former).toHaveLength(4)
    expect(former.find(({ purpose }: ItemFile) => purpose === 'sound')).toEqual({
      ...{ id: expect.any(String), purpose: 'sound', language: 'fr', label: 'Voix douce' },
      ...{ replaced_at: new Date(clock.nowMs()).toISOString(), replaced_by: by, gone_at: gone },
    })
    expect(await filesIn()).toHaveLength(5)
    for (const file of former) expect((await restore(file.id)).statusCode).toBe(200)
    const { captions, ...others } = await sourcesNow()
    const { captions: captionsBefore, ...othersBefore } = sources
    expect(others).toEqual(othersBefore)
    expect(captions).toEqual(expect.arrayContaining(captionsBefore))
    expect((await ask('GET', `/${id}`)).json()).toMatchObject({
      former_files: [],
      chapters: [{ title: 'Arriving', start_seconds: 0 }],
    })
    const jobs = await db.query('', 'select state, picture_key, sounds from media_jobs where content_id = $1', [id])
    expect(jobs).toMatchObject([{ state: 'queued', picture_key: key('cover.jpg'), sounds: [{ language: 'fr' }] }])
  })

  test('200: the former media take the place of those that took theirs, which can be brought back in turn', async () => {
    const formerId = await keep({ purpose: 'media', key: key('old.mp4'), durationSeconds: 30, kind: 'video' })
    const answer = await restore(formerId)
    expect(answer.json()).toMatchObject({ conversion: 'pending', former_files: [{ purpose: 'media' }] })
    expect(await sourcesNow()).toMatchObject({ sourceKey: key('old.mp4'), durationSeconds: 30 })
    await restore(answer.json().former_files[0].id)
    expect(await sourcesNow()).toEqual(sources)
    const states = 'select state, source_key from media_jobs where content_id = $1 order by created_at, state'
    expect(await db.query('', states, [id])).toEqual([
      { state: 'cancelled', source_key: key('old.mp4') },
      { state: 'queued', source_key: key('film.mp4') },
    ])
  })

  test('200: is recorded with both files', async () => {
    await restore(await keep({ purpose: 'captions', language: 'en', key: key('old.vtt') }))
    const [act] = await db.query(
      '',
      `select before, after from audit_log where target = $1 and action = 'content.file_restored'`,
      [id],
    )
    const which = { purpose: 'captions', language: 'en' }
    expect(act).toEqual({ before: { ...which, file: key('en.vtt') }, after: { ...which, file: key('old.vtt') } })
  })

  test('200: once; of two at once, one', async () => {
    const formerId = await keep({ purpose: 'picture', key: key('old.jpg') })
    const statuses = (await Promise.all([restore(formerId), restore(formerId)])).map(({ statusCode }) => statusCode)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404])
    expect((await actsOn(id)).filter((action) => action === 'content.file_restored')).toHaveLength(1)
  })

  test('403: of what members see, by who does not publish; whoever looks after all items may', async () => {
    const formerId = await keep({ purpose: 'picture', key: key('old.jpg') })
    await playable(id)
    await db.query('', `update content set status = 'published' where id = $1`, [id])
    expect((await restore(formerId)).statusCode).toBe(403)
    expect((await restore(formerId, admin)).statusCode).toBe(200)
  })

  test('404: of another item, and what is not there', async () => {
    const formerId = await keep({ purpose: 'picture', key: key('old.jpg') })
    id = (await made()).id
    for (const file of [formerId, randomUUID()]) expect((await restore(file)).statusCode).toBe(404)
  })

  test('409: not of an item that was deleted', async () => {
    const formerId = await keep({ purpose: 'picture', key: key('old.jpg') })
    await db.query('', 'update content set deleted_at = now() where id = $1', [id])
    expect((await restore(formerId)).json()).toMatchObject({ code: 'content_deleted' })
  })

  test('422: no eighth sound', async () => {
    const sound = (language: string) => ({ language, label: null, key: key(`${language}.wav`), durationSeconds: 61 })
    await saveSources(db, id, { ...sources, sounds: ['de', 'en', 'es', 'fr', 'it', 'pt', 'sv'].map(sound) })
    const formerId = await keep({ purpose: 'sound', ...sound('nl') })
    expect((await restore(formerId)).statusCode).toBe(422)
    expect(await formerFiles()).toHaveLength(1)
  })
})

test('what was replaced or removed goes after a week, with its file, and nothing else goes', async () => {
  await keep({ purpose: 'chapters', given: null, shown: [] }, clock.nowMs() - KEEP_DELETED_MS - 1)
  const old = await keep({ purpose: 'picture', key: key('old.jpg') }, clock.nowMs() - KEEP_DELETED_MS - 1)
  await keep({ purpose: 'media', key: key('young.mp4'), durationSeconds: 30, kind: 'video' })
  for (const name of ['old.jpg', 'young.mp4']) await store.put(key(name), Buffer.from('x'))
  await purgeFormerFiles({ db, store, clock })
  expect(await filesIn()).toEqual(['cover.jpg', 'de.vtt', 'en.vtt', 'film.mp4', 'fr.wav', 'young.mp4'])
  expect((await formerFiles()).map(({ purpose }: ItemFile) => purpose)).toEqual(['media'])
  expect((await restore(old)).statusCode).toBe(404)
  await purgeFormerFiles({ db, store, clock: { nowMs: () => clock.nowMs() + KEEP_DELETED_MS + 1 } })
  expect(await filesIn()).toEqual(['cover.jpg', 'de.vtt', 'en.vtt', 'film.mp4', 'fr.wav'])
})
