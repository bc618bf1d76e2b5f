import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { openPool } from '../../../db/database.ts'
import type { TranscodeJob } from '../../../ports/transcoder.ts'
import { freshDatabase } from '../../../testing/test-database.ts'
import { addContent } from '../content/add-content.ts'
import { startTranscode } from '../jobs/start-transcode.ts'
import { FACTS, scripted } from '../jobs/testing/scripted-transcoder.ts'
import { captionsSchema } from './captions.ts'

const log = pino({ level: 'silent' })
const database = await freshDatabase()
const db = openPool(database.url, { log })
const folder = await mkdtemp(join(tmpdir(), 'captions-'))
const store = diskStore({ root: join(folder, 'media') })
await writeFile(join(folder, 'film.mp4'), 'a film')
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await database.drop()
  await rm(folder, { recursive: true })
})

const CUE = '00:01.000 --> 00:02.000\nBreathe in\n'
let count = 0

async function added(text: string | Uint8Array) {
  count += 1
  const [path, title] = [join(folder, `words-${count}.vtt`), `Film ${count}`]
  await writeFile(path, text)
  const add = async () => {}
  const queue = { add, schedule: add, work: add, [Symbol.asyncDispose]: add }
  const parts = { db, store, queue, random: systemRandom, maxSourceBytes: 1e6, stopping: new AbortController().signal }
  const about = { file: join(folder, 'film.mp4'), title, category: 'Still', tier: 'free' as const }
  return await addContent(
    { ...parts, transcoder: { ...scripted(), inspect: async () => FACTS } },
    { ...about, captions: [{ language: 'pt-BR', file: path }] },
  )
}

describe('captions beside a medium', () => {
  test('are kept with it, and named to whatever transcodes it', async () => {
    const { contentId, mediaJobId } = await added(`WEBVTT - made by hand\nKind: captions\n\n${CUE}`)
    const key = `sources/${contentId}/captions-pt-BR.vtt`
    expect(Buffer.from((await store.read(key)) ?? []).toString()).toContain('Breathe in')
    const started: TranscodeJob[] = []
    const transcoder = { ...scripted(), start: async (job: TranscodeJob) => String(started.push(job)) }
    const attempt = { signal: new AbortController().signal, attempt: 1, lastAttempt: false }
    await startTranscode({ db, queue: { add: async () => {} }, changes: { on: () => {} }, transcoder, log })(
      { mediaJobId },
      attempt,
    )
    expect(started[0]?.captions).toEqual([{ language: 'pt-BR', key }])
  })

  test.each([
    ['1\n00:00:01,000 --> 00:00:02,000\nBreathe in\n', 'They do not begin with "WEBVTT"'],
    [`\ufeffWEBVTTs\n\n${CUE}`, 'They do not begin with "WEBVTT"'],
    [Buffer.from(`\ufeffWEBVTT\n\n${CUE}`, 'utf16le'), 'Save the file with the encoding UTF-8.'],
    ['WEBVTT\n\n', 'There are no captions in it.'],
    [`WEBVTT\n\n${CUE.replace('02.000', '00.500')}`, 'Near line 3: End timestamp is not greater than start timestamp.'],
    [`WEBVTT\n\n${CUE.replace('01.000', '01,000')}`, 'Near line 3: No decimal separator'],
    [`WEBVTT\n\n${CUE.replace('in', '<font color=red>in</font>')}`, 'Near line 5: Incorrect start tag.'],
    [`WEBVTT\n\n${CUE.replace('in', '<script>alert(1)</script>')}`, 'Incorrect start tag.'],
    [`WEBVTT\n\n${CUE.replace('in', '<b>'.repeat(100_000))}`, 'Line 4: this caption is too long to be read.'],
    [`WEBVTT\n\n${CUE.replace('in', 'in '.repeat(1_000))}`, 'Line 4: this caption is too long to be read.'],
    [`WEBVTT\n\n${CUE}\n02:00:00.000 --> 02:00:01.000\nLate\n`, 'go on after 7200 seconds, the file for 61.'],
    [Buffer.alloc(4_000_001, 'WEBVTT\n'), 'up to 4 MB are taken'],
  ])('that begin with %.60j are refused in words, and nothing is kept', async (text, words) => {
    const before = await store.list('sources/')
    const refused = expect(added(text)).rejects
    await refused.toMatchObject({ name: 'MediaRefused', message: expect.stringContaining(words) })
    expect(await store.list('sources/')).toEqual(before)
  })

  test('may have what every reader passes over', async () => {
    await added(
      `\ufeffWEBVTT\r\n\r\nNOTE for us\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n${CUE.replace('in', '& out')}`,
    )
  })

  test('are named by their language on the command line', () => {
    expect(captionsSchema.parse(['eng=a=b.vtt', 'pt-br=c.vtt'])).toEqual([
      { language: 'en', file: 'a=b.vtt' },
      { language: 'pt-BR', file: 'c.vtt' },
    ])
    for (const [wrong, words] of [
      [['words.vtt'], 'must be a language and a WebVTT file'],
      [['english=a.vtt'], 'must begin with a language'],
      [['en=a.vtt', 'eng=b.vtt'], 'each language once'],
    ] as const) {
      expect(() => captionsSchema.parse(wrong)).toThrow(words)
    }
  })
})
