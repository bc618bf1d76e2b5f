import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpegTranscoder } from '../../../adapters/local/ffmpeg/ffmpeg-transcoder.ts'
import { mediaLab } from '../../../adapters/local/ffmpeg/testing/media-lab.ts'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { tusClient } from '../uploads/testing/tus-client.ts'
import { uploadTaker } from '../uploads/testing/upload-taker.ts'
import { drawDueWords } from './draw-spoken-words.ts'
import { startTranscode } from './start-transcode.ts'
import { transcodeEvents } from './transcode-events.ts'

const lab = await mediaLab()
const server = await testServer({ MEDIA_DIR: lab.folder })
const other = await secondServer(server)
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await lab.dispose()
})
const { db } = server
const { store } = server.parts.studio
const cookies = await signUpAs(server, 'free', 'admin')
const client = tusClient(server, { cookies, contentId: () => contentId })
const { log, queue, queueAll, taken } = uploadTaker(server, client)
const { signal } = new AbortController()

let contentId: string
let sound: Buffer
beforeAll(async () => {
  const subtitles = '-f lavfi -i sine=f=440:d=4 -i {folder}/own.srt -map 0 -map 1 -c:a aac -c:s srt'
  await writeFile(join(lab.folder, 'own.srt'), '1\n00:00:01,000 --> 00:00:02,000\nPinecone\n')
  sound = await readFile(await lab.make('sound.mka', `${subtitles} -metadata:s:s:0 language=ger`))
  contentId = await insertContent(db, { title: 'Night sea', tier: 'premium', status: 'draft', isReady: false })
  await db.query('', 'update content set publish_when_ready = true where id = $1', [contentId])
})

/** The worker, until nothing waits. */
async function converted(): Promise<void> {
  const transcoder = ffmpegTranscoder({ ...(await lab.bench()), store, log })
  await using _events = await transcoder.listen(transcodeEvents({ db, store, queue, log }))
  const start = startTranscode({ db, queue, changes: { on: () => {} }, transcoder, log })
  const waiting = `select id from media_jobs where state = 'queued' order by created_at`
  for (const { id } of await db.query<{ id: string }>('', waiting)) {
    await start({ mediaJobId: id }, { signal, attempt: 1, lastAttempt: false })
  }
}

const transcoder = async () => ffmpegTranscoder({ ...(await lab.bench()), store, log })
const upload = async (bytes: Buffer, about: Record<string, string> = {}) => {
  expect(await taken(bytes, about, await transcoder())).toMatchObject({ state: 'taken_up', failure: null })
  await converted()
}
const cue = (text: string) => Buffer.from(`WEBVTT\n\n00:00.500 --> 00:03.000\n${text}\n`)
const found = async (word: string, at = server) => (await at.request('GET', `/content/search?q=${word}`)).json().total
/** In both processes. */
const isFound = async (word: string, total: number) => {
  for (const at of [server, other]) await until(async () => (await found(word, at)) === total)
}

describe('an item is found by what is said in it', () => {
  test('whether the words came in its medium or beside it, in every process; until its captions are removed', async () => {
    await upload(sound, { filename: 'sound.mka' })
    await isFound('pinecone', 1)
    await upload(cue('<v Maya>Watch the <i>light&shy;house</i>'), {
      purpose: 'captions',
      language: 'en',
      filename: 'en.vtt',
    })
    await isFound('lighthouse', 1)
    expect([await found('pinecone'), await found('maya')]).toEqual([1, 0])
    await upload(cue('Watch the harbour'), { purpose: 'captions', language: 'en', filename: 'en.vtt' })
    await isFound('harbour', 1)
    await isFound('lighthouse', 0)

    const answer = await server.request('GET', '/content/search?q=harbour')
    expect(answer.json().content).toMatchObject([{ id: contentId, locked: true }])
    const detail = await server.request('GET', `/content/detail/${contentId}`)
    expect(answer.body + detail.body).not.toMatch(/harbour|pinecone/i)

    const url = `/api/studio/content/${contentId}/files/captions?language=en`
    expect((await server.request('DELETE', url, { cookies })).statusCode).toBe(200)
    await queueAll()
    await converted()
    await isFound('harbour', 0)
    await isFound('pinecone', 1)
  })

  test('that was converted before words were drawn, once the worker has looked at it; what cannot be read now is tried later', async () => {
    const captions = [{ language: 'en', label: 'English' }]
    const [early, away] = [
      await insertContent(db, { title: 'Early', choices: { captions } }),
      await insertContent(db, { title: 'Away', choices: { captions } }),
    ]
    const track = '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English",URI="sub-en.m3u8"\n'
    for (const id of [early, away]) {
      await store.put(mediaKey(id, 'master.m3u8'), Buffer.from(track))
      await store.put(mediaKey(id, 'sub-en/segment0000.vtt'), Buffer.from('damaged'))
      await store.put(mediaKey(id, 'sub-en/segment0001.vtt'), cue('Driftwood'))
    }
    const due = `insert into spoken_words (content_id, due_at) values ($1, now() - interval '1 hour'), ($2, now() - interval '2 hours')`
    await db.query('', due, [early, away])
    const failing: ObjectStore = {
      ...store,
      read: (key) => (key.includes(away) ? Promise.reject(new Error('no answer')) : store.read(key)),
    }
    await expect(drawDueWords({ db, store: failing }, signal)).rejects.toThrow('no answer')
    await drawDueWords({ db, store: failing }, signal)
    await isFound('driftwood', 1)
    await db.query('', `update spoken_words set due_at = now() - interval '1 second' where due_at is not null`)
    await drawDueWords({ db, store }, signal)
    await isFound('driftwood', 2)
    expect(await db.query('', 'select from spoken_words where due_at is not null')).toEqual([])
  })
})
