import { mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MediaRefused, type TranscodeEvent, type TranscodeJob } from '../../../ports/transcoder.ts'
import { until } from '../../../testing/until.ts'
import { type MadeJob, refusal } from './testing/mediaconvert-counterpart.ts'
import { openMediaConvert } from './testing/open-mediaconvert.ts'
import { placeOutput, preparedOf } from './testing/outputs.ts'

let opened: Awaited<ReturnType<typeof openMediaConvert>>
const { signal } = new AbortController()

beforeAll(async () => {
  opened = await openMediaConvert('no ffmpeg')
  opened.service.state.works = false
})
afterAll(() => opened[Symbol.asyncDispose]())
beforeEach(() => {
  for (const level of Object.values(opened.log)) level.mockClear()
})

function jobOf(outputId: string = crypto.randomUUID()): TranscodeJob {
  const sourceKey = `sources/${outputId}/original.mp4`
  const attempt = { mediaJobId: crypto.randomUUID(), idempotencyKey: crypto.randomUUID() }
  return { ...attempt, outputId, sourceKey, pictureKey: null, captions: [], sounds: [] }
}

const LOCAL = {
  inspect: async () => preparedOf().facts,
  inspectPicture: async () => {},
  prepare: async () => preparedOf(),
}
const transcoder = (local: Partial<typeof LOCAL> = {}) => opened.transcoder({ local: { ...LOCAL, ...local } })

/** A job that was started, and all that was told meanwhile. */
async function started(work: (made: MadeJob, job: TranscodeJob) => Promise<void> | void = () => {}) {
  const job = jobOf()
  const events: TranscodeEvent[] = []
  const mediaConvert = transcoder()
  await using _listening = await mediaConvert.listen(async (event) => void events.push(event))
  const externalId = await mediaConvert.start(job, signal)
  const made = opened.service.jobs.find(({ id }) => id === externalId)
  if (!made) throw new Error('There is no job')
  await work(made, job)
  await until(() => opened.sqs.messages.size === 0)
  return { job, made, events }
}

describe('an attempt', () => {
  test('is paid for once, by workers that start it at once, and when its token is long forgotten', async () => {
    const { service } = opened
    const before = service.jobs.length
    const job = jobOf()
    const ids = await Promise.all([transcoder().start(job, signal), transcoder().start(job, signal)])
    service.forgetTokens()
    expect(new Set([...ids, await transcoder().start(job, signal)]).size).toBe(1)
    expect(service.jobs.length - before).toBe(1)
  })

  test('whose answer was lost is found', async () => {
    const { service } = opened
    const before = service.jobs.length
    service.faults.push(null, 'lost')
    await transcoder().start(jobOf(), signal)
    expect(service.jobs.length - before).toBe(1)
  })

  const busy = refusal(503, 'ServiceUnavailableException', 'Slow down')
  test.each([
    [
      'keys that may not',
      [refusal(403, 'AccessDeniedException', 'not authorized to perform: iam:PassRole')],
      /refuses access.*PassRole/,
    ],
    [
      'a queue that is not there',
      [refusal(404, 'NotFoundException', 'Queue not found')],
      /check MEDIACONVERT_QUEUE.*Queue not found/,
    ],
    ['MediaConvert that is too busy for long', [busy, busy, busy], /too busy.*ServiceUnavailable/],
  ])('says in words that %s are at fault, so that it is tried again', async (_, faults, words) => {
    opened.service.faults.push(...faults)
    const refused = { name: 'ResourceUnavailable', message: expect.stringMatching(words) }
    await expect(transcoder().start(jobOf(), signal)).rejects.toMatchObject(refused)
  })

  test('is refused unless it is signed with a key of AWS', async () => {
    const stranger = opened.transcoder({ local: LOCAL, credentials: { keyId: 'AKIASTRANGER', secretKey: 'x' } })
    await expect(stranger.start(jobOf(), signal)).rejects.toThrow(/refuses access/)
  })

  test('at a picture that MediaConvert cannot encode fails for good, and leaves nothing', async () => {
    const job = jobOf()
    const small = transcoder({ prepare: async () => preparedOf({ width: 20, height: 16 }) })
    const events: TranscodeEvent[] = []
    await using _listening = await small.listen(async (event) => void events.push(event))
    await small.start(job, signal)
    expect(events).toMatchObject([{ kind: 'failed', tryAgain: 'never', words: expect.stringContaining('20 × 16') }])
    expect((await opened.store.list(mediaKey(job.outputId))).keys).toEqual([])
  })

  test('at a file that is at fault starts nothing', async () => {
    const before = opened.service.jobs.length
    const damaged = transcoder({ prepare: () => Promise.reject(new MediaRefused('It is damaged.')) })
    const events: TranscodeEvent[] = []
    await using _listening = await damaged.listen(async (event) => void events.push(event))
    expect(await damaged.start(jobOf(), signal)).toMatch(/^refused /)
    expect(events).toMatchObject([{ kind: 'failed', tryAgain: 'never', words: 'It is damaged.' }])
    expect(opened.service.jobs).toHaveLength(before)
  })
})

describe('events', () => {
  test('tell progress and the end, in whatever order and however often they come', async () => {
    const { job, events } = await started(async (made, { outputId }) => {
      await placeOutput(opened.store, outputId)
      opened.service.tell(made, 'STATUS_UPDATE', { jobProgress: { jobPercentComplete: 42 } })
      await until(() => opened.sqs.messages.size === 0)
      for (const status of ['COMPLETE', 'STATUS_UPDATE', 'COMPLETE']) {
        opened.service.tell(made, status, { jobProgress: { jobPercentComplete: 100 } })
      }
    })
    expect(events.map(({ kind }) => kind).toSorted()).toEqual(['completed', 'completed', 'progress', 'progress'])
    expect(events[0]).toEqual({ idempotencyKey: job.idempotencyKey, kind: 'progress', fraction: 0.42 })
    expect(events.find(({ kind }) => kind === 'completed')).toMatchObject({
      result: {
        masterKey: mediaKey(job.outputId, 'master.m3u8'),
        renditions: [{ name: '360p', playlistKey: mediaKey(job.outputId, '360p.m3u8') }],
      },
    })
  })

  test('that a worker has received and not taken when it stops are there for the next one at once', async () => {
    const { service, sqs } = opened
    const first = transcoder()
    const told: TranscodeEvent[] = []
    const received = Promise.withResolvers<void>()
    const stopped = Promise.withResolvers<void>()
    const listening = await first.listen(async () => {
      received.resolve()
      await stopped.promise
    })
    const id = await first.start(jobOf(), signal)
    const made = service.jobs.find((job) => job.id === id)
    for (let time = 0; made && time < 3; time += 1) service.tell(made, 'CANCELED')
    await received.promise
    const stopping = listening[Symbol.asyncDispose]()
    stopped.resolve()
    await stopping
    await using _next = await transcoder().listen(async (event) => void told.push(event))
    await until(() => sqs.messages.size === 0)
    expect(told.length).toBeGreaterThan(0)
  })

  test('of other kinds, jobs, buckets and services are nothing to us, and go', async () => {
    const { events } = await started((made) => {
      const { service, sqs } = opened
      for (const status of ['PROGRESSING', 'INPUT_INFORMATION', 'NEW_WARNING', 'QUEUE_HOP', 'SOMETHING_NEW']) {
        service.tell(made, status)
      }
      service.tell({ ...made, json: { ...made.json, userMetadata: {} } }, 'COMPLETE')
      const elsewhere = { ...made.json.userMetadata, bucket: 'another' }
      service.tell({ ...made, json: { ...made.json, userMetadata: elsewhere } }, 'COMPLETE')
      sqs.send(JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { bucket: 'b' } }))
    })
    expect(events).toEqual([])
    expect(opened.log.warn).not.toHaveBeenCalled()
    expect(opened.log.error).not.toHaveBeenCalled()
  })

  test('that nobody can read are put aside with a line, and keep no other waiting', async () => {
    const { sqs, log, service } = opened
    const told: TranscodeEvent[] = []
    const mediaConvert = transcoder()
    await using _listening = await mediaConvert.listen(async (event) => void told.push(event))
    const id = await mediaConvert.start(jobOf(), signal)
    sqs.send('no event')
    sqs.send(JSON.stringify({ source: 'aws.mediaconvert', 'detail-type': 'MediaConvert Job State Change', detail: {} }))
    for (const job of service.jobs) if (job.id === id) service.tell(job, 'CANCELED')
    await until(() => told.length === 1 && sqs.messages.size === 2)
    expect(log.error).toHaveBeenCalledTimes(2)
    const facts = expect.objectContaining({ body: 'no event', messageId: expect.any(String) })
    expect(log.error).toHaveBeenCalledWith(facts, expect.stringContaining('cannot be read'))
    expect([...sqs.messages.values()].map(({ receives }) => receives)).toEqual([1, 1])
    sqs.messages.clear()
  })

  test.each([
    [1030, 'never', /cannot read this file/],
    [1076, 'never', /Send it again/],
    [1404, 'later', /does not find the bucket/],
    [1434, 'later', /MEDIACONVERT_ROLE/],
    [1999, 'perhaps', /failed in MediaConvert \(1999\)/],
    [undefined, 'perhaps', /without a code/],
  ])('of the error %s say %s to trying again, in words', async (errorCode, tryAgain, words) => {
    const { job, events } = await started(async (made, { outputId }) => {
      await placeOutput(opened.store, outputId)
      opened.service.tell(made, 'ERROR', { errorCode, errorMessage: 'What AWS says' })
    })
    expect(events).toMatchObject([
      {
        kind: 'failed',
        tryAgain,
        words: expect.stringMatching(words),
        cause: expect.stringContaining('What AWS says'),
      },
    ])
    const left = await opened.store.list(mediaKey(job.outputId))
    expect(left.keys.length > 0).toBe(tryAgain !== 'never')
  })

  test('of a job whose files cannot be made tell that it failed', async () => {
    const { made, events } = await started(async (job, { sourceKey }) => {
      await opened.store.put(sourceKey, Buffer.from('damaged'))
      await opened.service.work(job)
    })
    expect(events).toMatchObject([{ kind: 'progress' }, { kind: 'failed', tryAgain: 'never' }])
    expect(made).toMatchObject({ status: 'ERROR', errorMessage: expect.stringContaining('no ffmpeg') })
  })

  test('of a job that somebody cancelled end it', async () => {
    const { events } = await started((made) => opened.service.tell(made, 'CANCELED'))
    expect(events).toMatchObject([{ kind: 'failed', tryAgain: 'never', words: expect.stringContaining('cancelled') }])
  })

  test.each<[string, (outputId: string) => Promise<void>]>([
    ['no playlist', async () => {}],
    ['a segment that is not there', (id) => placeOutput(opened.store, id, { missing: 'media-360p_00002.ts' })],
    ['an address elsewhere', (id) => placeOutput(opened.store, id, { segment: 'https://elsewhere.example/a.ts' })],
    ['a rung that was not ordered', (id) => placeOutput(opened.store, id, { rung: '4320p' })],
  ])('of an end with %s fail it for good: another try would be paid for', async (_, place) => {
    const { job, events } = await started(async (made, { outputId }) => {
      await place(outputId)
      opened.service.tell(made, 'COMPLETE')
    })
    expect(events).toMatchObject([
      { kind: 'failed', tryAgain: 'never', words: expect.stringContaining('not what was ordered') },
    ])
    expect(await opened.store.head(mediaKey(job.outputId, 'master.m3u8'))).toBeNull()
  })
})

describe('an attempt that is cancelled', () => {
  test('ends in MediaConvert, which tells it; what is over stays what it is', async () => {
    const { made, events } = await started(async ({ id: externalId }, attempt) => {
      for (let time = 0; time < 2; time += 1) await transcoder().cancel({ ...attempt, externalId })
    })
    expect([made.status, events.map(({ kind }) => kind)]).toEqual(['CANCELED', ['failed']])
  })

  test('is looked for where nobody has learnt its id', async () => {
    const { made } = await started((_made, attempt) => transcoder().cancel({ ...attempt, externalId: null }))
    expect(made.status).toBe('CANCELED')
    await transcoder().cancel({ ...jobOf(), externalId: null })
  })

  test('says in words that MediaConvert does not let us, so that it is tried again', async () => {
    const refused = refusal(403, 'AccessDeniedException', 'not authorized to perform: mediaconvert:CancelJob')
    await started(async ({ id: externalId }, attempt) => {
      opened.service.faults.push(refused)
      await expect(transcoder().cancel({ ...attempt, externalId })).rejects.toThrow(/refuses access.*CancelJob/)
    })
  })
})

describe('an attempt of which nothing was heard', () => {
  /** What is told when it is asked for, and MediaConvert says this. */
  async function polled(told: Partial<MadeJob>, place = true) {
    const events: TranscodeEvent[] = []
    const mediaConvert = transcoder()
    await using _listening = await mediaConvert.listen(async (event) => void events.push(event))
    const { idempotencyKey, outputId, ...job } = jobOf()
    const externalId = await mediaConvert.start({ ...job, idempotencyKey, outputId }, signal)
    const made = opened.service.jobs.find(({ id }) => id === externalId)
    Object.assign(made ?? {}, told)
    if (place) await placeOutput(opened.store, outputId)
    await mediaConvert.poll({ externalId, idempotencyKey })
    return events.map(({ idempotencyKey: key, ...event }) => ({ ...event, isItsOwn: key === idempotencyKey }))
  }

  test('is told as far as it is', async () => {
    expect(await polled({ status: 'PROGRESSING', jobPercentComplete: 70 })).toEqual([
      { kind: 'progress', fraction: 0.7, isItsOwn: true },
    ])
    expect(await polled({ status: 'SUBMITTED' })).toEqual([])
    expect(await polled({ status: 'COMPLETE' })).toMatchObject([{ kind: 'completed', isItsOwn: true }])
    expect(await polled({ status: 'ERROR', errorCode: 1433 })).toMatchObject([{ kind: 'failed', tryAgain: 'later' }])
  })

  test('and which MediaConvert does not know is another attempt', async () => {
    const events: TranscodeEvent[] = []
    const mediaConvert = transcoder()
    await using _listening = await mediaConvert.listen(async (event) => void events.push(event))
    await mediaConvert.poll({ externalId: '1-unknown', idempotencyKey: 'key' })
    expect(events).toMatchObject([{ idempotencyKey: 'key', kind: 'failed', tryAgain: 'perhaps' }])
  })
})
