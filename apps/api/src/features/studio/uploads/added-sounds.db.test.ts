import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { startMediaJob } from '../jobs/media-job-queries.ts'
import { FACTS, result } from '../jobs/testing/scripted-transcoder.ts'
import { transcodeEvents } from '../jobs/transcode-events.ts'
import { tusClient } from './testing/tus-client.ts'
import { uploadTaker } from './testing/upload-taker.ts'

const folder = await mkdtemp(join(tmpdir(), 'added-sounds-'))
const server = await testServer({ MEDIA_DIR: folder })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { db } = server
const { store } = server.parts.studio
const cookies = await signUpAs(server, 'free', 'admin')
const { log, queue, taken } = uploadTaker(server, tusClient(server, { cookies, contentId: () => contentId }))

let contentId: string
beforeEach(async () => {
  contentId = await insertContent(db, { title: 'Night sea', status: 'draft', isReady: false, hasPictures: false })
})

const jobs = () =>
  db.query<{ id: string; source_key: string; idempotency_key: string }>(
    '',
    'select id, source_key, sounds, idempotency_key from media_jobs where content_id = $1 order by created_at, id',
    [contentId],
  )
const filesOf = async (place: string) => (await store.list(place)).keys

describe('a sound that is added to an item', () => {
  const sound = (durationSeconds: number, kind: 'audio' | 'video' = 'audio') => ({
    inspect: async () => ({ ...FACTS, kind, durationSeconds }),
  })
  const wav = (language: string, label?: string) => ({
    ...{ purpose: 'sound', language, filename: `${language}.wav` },
    ...(label && { label }),
  })

  test('is converted with it, once a language, by the name that it was given; the old one is kept for a week', async () => {
    await taken(Buffer.from('film'))
    const first = await taken(Buffer.from('voice'), wav('fr'), sound(60))
    const second = await taken(Buffer.from('better voice'), wav('fr', 'Voix douce'), sound(63))
    expect([first, second]).toMatchObject([
      { state: 'taken_up', label: null },
      { state: 'taken_up', label: 'Voix douce' },
    ])
    const [job, ...others] = await jobs()
    expect(job).toMatchObject({ sounds: [{ language: 'fr', label: 'Voix douce', key: second?.object_key }] })
    expect(others).toEqual([])
    await startMediaJob(db, job?.id ?? '')
    const tell = transcodeEvents({ db, store, queue, log })
    await tell({ idempotencyKey: job?.idempotency_key ?? '', kind: 'completed', result: result('360p') })
    const kept = await filesOf(`sources/${contentId}/`)
    expect(new Set(kept)).toEqual(new Set([job?.source_key, first?.object_key, second?.object_key]))
    const acts = await db.query('', `select after from audit_log where target = $1 order by id`, [contentId])
    expect(acts.at(-1)?.after).toEqual({ purpose: 'sound', language: 'fr', file: second?.object_key })
  })

  test('is refused when it is as long as another film, or has a picture; its bytes go', async () => {
    await taken(Buffer.from('film'))
    const long = await taken(Buffer.from('voice'), wav('fr'), sound(90))
    expect(long?.failure).toBe('fr.wav lasts 90 seconds, what it belongs to 61. Export it with the same length.')
    const film = await taken(Buffer.from('voice'), wav('fr'), sound(61, 'video'))
    expect(film?.failure).toContain('fr.wav has a picture.')
    expect(await filesOf(`sources/${contentId}/`)).toHaveLength(1)
    expect(await jobs()).toMatchObject([{ sounds: [] }])
  })

  test('is not offered with media of another length, of which their uploader is told', async () => {
    await taken(Buffer.from('voice'), wav('fr'), sound(90))
    const film = await taken(Buffer.from('film'))
    expect(film?.left_out).toContain('The added sound Français lasts 90 seconds, this file 61: it is not offered.')
  })

  test('is one of seven at most', async () => {
    for (const language of ['de', 'es', 'fr', 'it', 'ja', 'pt', 'sv']) {
      expect(await taken(Buffer.from('voice'), wav(language), sound(60))).toMatchObject({ state: 'taken_up' })
    }
    const failure = 'Up to 7 sounds can be added to an item.'
    expect(await taken(Buffer.from('voice'), wav('uk'), sound(60))).toMatchObject({ state: 'refused', failure })
  })
})
