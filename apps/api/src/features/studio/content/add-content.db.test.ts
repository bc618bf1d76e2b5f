import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { type Changes, listenForChanges } from '../../../db/changes.ts'
import { openPool, type Pool } from '../../../db/database.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import { MediaRefused, type Transcoder } from '../../../ports/transcoder.ts'
import { freshDatabase, type TestDatabase } from '../../../testing/test-database.ts'
import { selectMediaJob } from '../jobs/media-job-queries.ts'
import { startTranscode } from '../jobs/start-transcode.ts'
import { FACTS, result, scripted, tellCompleted } from '../jobs/testing/scripted-transcoder.ts'
import { transcodeEvents } from '../jobs/transcode-events.ts'
import { watchMediaJob } from '../jobs/watch-job.ts'
import { addContent, type StudioParts } from './add-content.ts'

const log = pino({ level: 'silent' })
const attempt = { signal: new AbortController().signal, attempt: 1, lastAttempt: false }
let database: TestDatabase
let db: Pool
let changes: Changes
let folder: string
let store: ObjectStore
let queued: unknown[]
let file: string

beforeAll(async () => {
  database = await freshDatabase()
  db = openPool(database.url, { log })
  changes = await listenForChanges(database.url, log)
  folder = await mkdtemp(join(tmpdir(), 'studio-'))
  store = diskStore({ root: join(folder, 'media') })
  file = join(folder, '-film; rm.MP4')
  await writeFile(file, 'a film')
})
afterAll(async () => {
  await changes[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  queued = []
})

function parts(transcoder: Partial<Transcoder> = {}): StudioParts {
  const queue: JobQueue = {
    add: async (_db, _kind, payload, when) => void queued.push({ ...payload, ...when }),
    schedule: async () => {},
    work: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }
  const inspect = async () => FACTS
  return {
    db,
    store,
    queue,
    random: systemRandom,
    maxSourceBytes: 1e6,
    stopping: new AbortController().signal,
    transcoder: { ...scripted(), inspect, ...transcoder },
  }
}

/** The worker's job with such a transcoder. */
async function jobWith(work?: Parameters<typeof scripted>[0], to = log) {
  const transcoder = scripted(work)
  await transcoder.listen(transcodeEvents({ db, store, queue: parts().queue, log: to }))
  return startTranscode({ db, queue: parts().queue, changes, transcoder, log: to })
}

let count = 0
function input(changed: object = {}) {
  count += 1
  return { file, title: `Träume & Meer ${count}`, category: 'Stille', tier: 'basic' as const, ...changed }
}

async function contentRow(id: string) {
  const [row] = await db.query('', 'select * from content where id = $1', [id])
  return row
}

describe('adding content', () => {
  test('keeps the source, makes a draft with what it needs, and queues its transcode', async () => {
    const { contentId, mediaJobId, leftOut } = await addContent(parts(), input({ expert: 'Mira Holm' }))
    expect(leftOut).toEqual(FACTS.leftOut)
    expect(await contentRow(contentId)).toMatchObject({
      slug: `traume-meer-${count}`,
      status: 'draft',
      access_tier: 'basic',
      duration_seconds: 61,
      hls_conversion_status: 'pending',
    })
    expect(queued).toEqual([{ mediaJobId, attempt: 1 }])
    expect((await store.list(`sources/${contentId}/`)).keys).toEqual([`sources/${contentId}/original.mp4`])
    expect(await db.query('', `select name, slug from categories where slug = 'stille'`)).toEqual([
      { name: 'Stille', slug: 'stille' },
    ])
    const created = { actor_kind: 'operator', action: 'content.created', after: { slug: `traume-meer-${count}` } }
    const acts = 'select actor_kind, action, after from audit_log where target = $1'
    expect(await db.query('', acts, [contentId])).toEqual([created])
  })

  test('finds categories and experts by slug or by name in any case, and makes none twice', async () => {
    await addContent(parts(), input({ category: 'stille', expert: 'mira-holm' }))
    await addContent(parts(), input({ category: 'STILLE', expert: 'MIRA HOLM' }))
    const [{ categories, experts } = {}] = await db.query<{ categories: string; experts: string }>(
      '',
      'select (select count(*) from categories) as categories, (select count(*) from experts) as experts',
    )
    expect([categories, experts]).toEqual(['1', '1'])
  })

  test('names in any script are told apart, each with a slug of its own; one name is one category, however it is typed', async () => {
    const names = ['Сон', '睡眠', 'नींद', 'C++', 'C#', '🌊', '🔥', '  СОН ', 'ｃ＋＋', 'Cafe\u0301  Noir', 'CAFÉ NOIR']
    const ids = []
    for (const name of names) {
      const { contentId } = await addContent(parts(), input({ category: name, expert: name }))
      const { category_id, expert_id } = (await contentRow(contentId)) as { category_id: string; expert_id: string }
      ids.push(`${category_id} ${expert_id}`)
    }
    const [sleep, , , cpp, , , , sleepAgain, cppAgain, cafe, cafeAgain] = ids
    expect([sleepAgain, cppAgain, cafeAgain]).toEqual([sleep, cpp, cafe])
    expect(new Set(ids).size).toBe(8)
    const slugs = await db.query<{ slug: string }>('', 'select slug from categories where id::text = any($1)', [
      ids.map((both) => both.split(' ')[0]),
    ])
    expect(slugs.map(({ slug }) => slug).toSorted()).toEqual(
      ['c', 'c-2', 'cafe-noir', 'untitled', 'untitled-2', 'नींद', 'сон', '睡眠'].toSorted(),
    )
  })

  test('titles that lead to one slug are numbered, also when they come at once, and their new category is made once', async () => {
    const same = { title: '海の音', category: '同時', expert: '同時' }
    const added = await Promise.all(Array.from({ length: 5 }, () => addContent(parts(), input(same))))
    const rows = await db.query<{ slug: string; categories: string }>(
      '',
      `select c.slug, (select count(*) from categories where name = '同時') + (select count(*) from experts where name = '同時') as categories
       from content c where c.id = any($1) order by c.slug`,
      [added.map(({ contentId }) => contentId)],
    )
    expect(rows.map(({ slug }) => slug)).toEqual(['海の音', '海の音-2', '海の音-3', '海の音-4', '海の音-5'])
    expect(rows[0]?.categories).toBe('2')
  })

  const id = '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b'
  test.each(['Upper', 'two  words', '-a', 'a-', 'a--b', '', 'e\u0301t', 'a/b', id])('%j is no slug', async (slug) => {
    const why = /must (be lower-case words joined by hyphens|not be an id)/
    await expect(addContent(parts(), input({ slug }))).rejects.toThrow(why)
  })

  test('a slug that is used is refused before anything is copied', async () => {
    const same = input({ slug: 'one-and-only' })
    await addContent(parts(), same)
    await expect(addContent(parts(), same)).rejects.toMatchObject({ code: 'slug_taken' })
  })

  test('a refused file leaves nothing behind', async () => {
    const before = await store.list('sources/')
    const inspect = async () => Promise.reject(new MediaRefused('This file is a text.'))
    await expect(addContent(parts({ inspect }), input())).rejects.toThrow('This file is a text.')
    expect(await store.list('sources/')).toEqual(before)
    expect(queued).toEqual([])
  })

  test('if the queue cannot take the job, neither row nor source stays', async () => {
    const before = await store.list('sources/')
    const broken = parts()
    broken.queue.add = async () => Promise.reject(new Error('full'))
    const given = input()
    await expect(addContent(broken, given)).rejects.toThrow('full')
    expect(await db.query('', 'select from content where title = $1', [given.title])).toEqual([])
    expect(await store.list('sources/')).toEqual(before)
  })
})

describe('the transcode job', () => {
  test('publishes a draft as soon as it can be played, and all of it at the end', async () => {
    const { contentId, mediaJobId } = await addContent(parts(), input())
    const seen: unknown[] = []
    const job = await jobWith(async (tell) => {
      await tell({ kind: 'playable', soFar: result('360p') })
      seen.push(await contentRow(contentId), await selectMediaJob(db, mediaJobId))
      await tellCompleted(tell)
    })
    await job({ mediaJobId }, attempt)
    expect(seen).toMatchObject([
      { status: 'published', is_hls_ready: true, is_audio_hls_ready: false, hls_conversion_status: 'processing' },
      { state: 'playable' },
    ])
    const { captions, audioLanguages, chapters, storyboard } = result()
    expect(await contentRow(contentId)).toMatchObject({
      status: 'published',
      is_audio_hls_ready: true,
      hls_conversion_status: 'completed',
      ...{ captions, audio_languages: audioLanguages, chapters, storyboard },
      hls_playlist_url: 'hls/x/master.m3u8',
      s3_key_audio_hls: 'hls/x/audio.m3u8',
    })
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'completed', progress: 1 })
    const rows = await db.query('', 'select name from renditions where content_id = $1 order by name', [contentId])
    expect(rows.map(({ name }) => name)).toEqual(['360p', '720p', 'audio'])
  })

  test('a file that breaks off fails with its reason in words, and what was shown of it is taken back', async () => {
    const { contentId, mediaJobId } = await addContent(parts(), input())
    const words = 'The picture of this file is damaged.'
    const job = await jobWith(async (tell) => {
      await tell({ kind: 'playable', soFar: result('360p') })
      await tell({ kind: 'failed', words, tryAgain: 'never', cause: null })
    })
    await job({ mediaJobId }, attempt)
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'failed', failure: words })
    expect(await contentRow(contentId)).toMatchObject({
      status: 'draft',
      is_hls_ready: false,
      hls_conversion_status: 'failed',
    })
  })

  test('what our side lacks is waited for, named in words, and never blamed on the file', async () => {
    const { contentId, mediaJobId } = await addContent(parts(), input())
    const full = await jobWith((tell) =>
      tell({ kind: 'failed', words: 'The disk is full.', tryAgain: 'later', cause: null }),
    )
    await full({ mediaJobId }, attempt)
    const failure = 'The disk is full. It is tried again by itself.'
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'queued', failure, attempt: 2 })
    expect(queued.at(-1)).toEqual({ mediaJobId, attempt: 2, afterSeconds: 1 })
    await db.query('', 'update media_jobs set attempt = 200 where id = $1', [mediaJobId])
    await full({ mediaJobId }, attempt)
    const words = 'The disk is full. The file is not to blame: add it again later.'
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'failed', failure: words })
    expect(await contentRow(contentId)).toMatchObject({ hls_conversion_status: 'failed' })
  })

  test('a failure that nobody can explain is logged each time, and tried four times', async () => {
    const { mediaJobId } = await addContent(parts(), input())
    const lines: string[] = []
    const errors = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
    const cause = new Error('something odd', { cause: new Error('the last words') })
    const words = 'The conversion failed on our side.'
    const job = await jobWith((tell) => tell({ kind: 'failed', words, tryAgain: 'perhaps', cause }), errors)
    for (const number of [1, 2, 3]) {
      await job({ mediaJobId, attempt: number }, attempt)
      expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'queued', attempt: number + 1 })
    }
    await job({ mediaJobId, attempt: 4 }, attempt)
    const failure = expect.stringContaining('on our side')
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'failed', failure })
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('the last words')
  })

  test('what cannot be started waits for the queue, which starts the same attempt again', async () => {
    const { mediaJobId } = await addContent(parts(), input())
    const before = await selectMediaJob(db, mediaJobId)
    const gone = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    const job = await jobWith(() => Promise.reject(gone))
    await expect(job({ mediaJobId }, { ...attempt, attempt: 50 })).rejects.toThrow('connect')
    const { idempotency_key } = before ?? {}
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'queued', attempt: 1, idempotency_key })
    await job({ mediaJobId }, { ...attempt, lastAttempt: true })
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'failed' })
  })

  test('a job that is stopped waits for the next worker as it was', async () => {
    const { mediaJobId } = await addContent(parts(), input())
    const stopped = { ...attempt, signal: AbortSignal.abort(new Error('the worker stops')) }
    const job = await jobWith(() => Promise.reject(new Error('cut off')))
    await expect(job({ mediaJobId }, stopped)).rejects.toThrow('cut off')
    expect(await selectMediaJob(db, mediaJobId)).toMatchObject({ state: 'processing', failure: null })
  })

  test('an item whose conversion failed gives its slug and its source back', async () => {
    const slug = 'tried-twice'
    const first = await addContent(parts(), input({ slug }))
    const failed = { kind: 'failed' as const, words: 'The file is damaged.', tryAgain: 'never' as const, cause: null }
    await (await jobWith((tell) => tell(failed)))({ mediaJobId: first.mediaJobId }, attempt)
    const second = await addContent(parts(), input({ slug }))
    expect(await contentRow(first.contentId)).toBeUndefined()
    expect((await store.list(`sources/${first.contentId}/`)).keys).toEqual([])
    expect(await contentRow(second.contentId)).toMatchObject({ slug })
  })

  test('who watches sees it end', async () => {
    const { mediaJobId } = await addContent(parts(), input())
    const states: string[] = []
    const watched = watchMediaJob({ db, changes }, mediaJobId, ({ state }) => states.push(state))
    await (await jobWith())({ mediaJobId }, attempt)
    expect(await watched).toMatchObject({ state: 'completed' })
    expect(states.at(-1)).toBe('completed')
  })
})
