import type { Stream } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import { type EngineParts, Refused } from './engine.ts'
import { leftStream } from './lease/left-stream.ts'
import { streamLease } from './lease/stream-lease.ts'
import { NOTHING_PLAYS, openPlayback, type Playback, type PlaybackView } from './playback.ts'
import type { Quality } from './qualities.ts'
import { endError, limitError } from './testing/lease-errors.ts'
import { memoryStorage } from './testing/storage.ts'
import { FakeStreamApi } from './testing/stream-api.ts'
import { FakeVideo, settled, testStream } from './testing/video.ts'

let video: FakeVideo
let view: PlaybackView
let playback: Playback
let api: FakeStreamApi
let engines: { parts: EngineParts; chosen: Quality[]; languages: string[]; isDestroyed: boolean }[]

beforeEach(async () => {
  video = new FakeVideo()
  view = NOTHING_PLAYS
  api = new FakeStreamApi()
  engines = []
})

async function open(startAtSeconds = 0): Promise<void> {
  playback = openPlayback({
    video: video.asElement(),
    startAtSeconds,
    audioLanguage: 'de',
    lease: streamLease({ api, left: leftStream(memoryStorage()) }),
    loadEngine: async () => (parts) => {
      const engine = { parts, chosen: [] as Quality[], languages: [] as string[], isDestroyed: false }
      engines.push(engine)
      return {
        choose: (quality) => engine.chosen.push(quality),
        chooseAudio: (language) => engine.languages.push(language),
        destroy: () => {
          engine.isDestroyed = true
        },
      }
    },
    nowMs: () => api.nowMs,
    onChange: (next) => {
      view = next
    },
  })
  await settled()
}

const last = () => engines.at(-1)

describe('a playback', () => {
  test('begins at the place that was kept, in a stream session of its own', async () => {
    await open(125)
    expect([api.asked, last()?.parts.startAtSeconds, view.stream?.stream_session.id]).toEqual([[{}], 125, 'session-1'])
  })

  test('renews its addresses in the same stream session', async () => {
    await open()
    await last()?.parts.access.renew()
    expect(api.asked).toEqual([{}, { sessionId: 'session-1' }])
  })

  test('that the API refuses says why in its words, and plays nothing', async () => {
    api.answer = () => Promise.reject(new ApiError('Premium subscription required', 403, 'upgrade_required'))
    await open()
    expect(view.failure).toMatchObject({ words: 'Premium subscription required', action: null })
    expect(engines).toEqual([])
  })

  test('tells a change of quality to what plays', async () => {
    await open()
    playback.choose(720)
    last()?.parts.onHeight(720)
    expect([view.quality, view.height, last()?.chosen]).toEqual([720, 720, [720]])
  })
})

describe('the language', () => {
  test('that the member wants is asked for, and another one when they choose it, after a failure, too', async () => {
    await open()
    playback.chooseAudio('fr')
    last()?.parts.onFailure(new Error('a stumble'))
    playback.retry()
    await settled()
    expect(engines.map(({ parts, languages }) => [parts.audioLanguage, languages])).toEqual([
      ['de', ['fr']],
      ['fr', []],
    ])
  })
})

describe('a further address of the stream', () => {
  test('is signed with the token of the moment', async () => {
    await open()
    await last()?.parts.access.renew()
    expect(await playback.signed('https://edge.test/storyboard/sheet000.jpg?n=1')).toBe(
      'https://edge.test/storyboard/sheet000.jpg?n=2',
    )
  })

  test('is not to be had without a stream', async () => {
    api.answer = () => Promise.reject(new ApiError('Premium subscription required', 403, 'upgrade_required'))
    await open()
    await expect(playback.signed('https://edge.test/a.jpg')).rejects.toThrow('no stream')
  })
})

describe('after a failure', () => {
  beforeEach(async () => {
    await open()
    video.playsTo(300)
    last()?.parts.onFailure(new ApiError('The connection was lost.', 0, 'unreachable'))
  })

  test('what played is let go, and the words stay', () => {
    expect([engines[0]?.isDestroyed, view.failure?.words]).toEqual([true, 'The connection was lost.'])
  })

  test('another attempt goes on where it stopped, in the same stream session', async () => {
    playback.retry()
    await settled()
    expect([api.asked, last()?.parts.startAtSeconds]).toEqual([[{}, { sessionId: 'session-1' }], 300])
  })

  test('the words go when something plays again, not before', async () => {
    playback.retry()
    await settled()
    expect(view.failure).not.toBeNull()
    video.playsTo(300)
    expect(view.failure).toBeNull()
  })

  test('an attempt that fails before anything was loaded keeps the place', async () => {
    video.readyState = 0
    video.currentTime = 0
    api.answer = () => Promise.reject(new ApiError('Check your connection.', 0, 'unreachable'))
    playback.retry()
    await settled()
    api.answer = async () => testStream(api.nowMs, 9)
    playback.retry()
    await settled()
    expect(last()?.parts.startAtSeconds).toBe(300)
  })

  test('the same failure told twice is one', () => {
    const { failure } = view
    engines[0]?.parts.onFailure(new Error('once more'))
    expect(view.failure).toBe(failure)
  })

  test('another attempt begins with the quality that follows the connection', () => {
    playback.choose(1080)
    playback.retry()
    expect(view.quality).toBe('auto')
  })
})

test('what was paused when it failed is paused when it is there again', async () => {
  await open()
  video.playsTo(60)
  video.pause()
  last()?.parts.onFailure(new Error('a stumble'))
  video.paused = false
  playback.retry()
  await settled()
  expect(video.paused).toBe(true)
})

test('who leaves before the answer came is not played to, and has no place', async () => {
  let arrive: (stream: Stream) => void = () => {}
  api.answer = () => new Promise((resolve) => (arrive = resolve))
  await open()
  playback.close()
  arrive(testStream(api.nowMs, 1))
  await settled()
  expect([engines, view.stream, api.ended]).toEqual([[], null, ['session-1']])
})

test('two presses on "Try again" play once', async () => {
  await open()
  last()?.parts.onFailure(new Error('a stumble'))
  playback.retry()
  playback.retry()
  await settled()
  expect(engines.filter(({ isDestroyed }) => !isDestroyed)).toHaveLength(1)
})

describe('a stream that another device has taken over', () => {
  beforeEach(async () => {
    await open()
    video.paused = false
    video.playsTo(300)
    api.beatAnswer = () => Promise.reject(endError('taken_over', 'Firefox on Windows'))
  })

  test('stops at the next heartbeat, and says where it went', async () => {
    api.nowMs += 30_000
    video.playsTo(330)
    await settled()
    expect([view.failure?.words, engines[0]?.isDestroyed]).toEqual(['Playback moved to Firefox on Windows.', true])
  })

  test('stops when the edge refuses it, whose refusal says nothing, and says where it went', async () => {
    last()?.parts.onFailure(new Refused())
    await settled()
    expect(view.failure?.words).toBe('Playback moved to Firefox on Windows.')
  })

  test('is not renewed', async () => {
    await expect(last()?.parts.access.renew()).rejects.toMatchObject({ code: 'stream_ended' })
  })

  test('is taken back where it stopped', async () => {
    last()?.parts.onFailure(endError('taken_over', 'Device 1'))
    api.answer = async ({ takeOver }) => {
      if (!takeOver) throw limitError(1)
      return testStream(api.nowMs, 9)
    }
    playback.retry()
    await settled()
    expect([api.asked.at(-1), last()?.parts.startAtSeconds]).toEqual([{ takeOver: 'stream-1' }, 300])
  })
})

test('at the limit the member chooses what ends, and it plays where it would have begun', async () => {
  api.answer = () => Promise.reject(limitError(2))
  await open(125)
  expect(view.failure?.limit?.streams).toHaveLength(2)
  api.answer = async () => testStream(api.nowMs, 1)
  playback.retry('stream-2')
  await settled()
  expect([api.asked.at(-1), last()?.parts.startAtSeconds]).toEqual([{ takeOver: 'stream-2' }, 125])
})

describe('a page that goes', () => {
  beforeEach(async () => {
    await open()
    video.playsTo(300)
    playback.suspend()
    Object.assign(video, { readyState: 0, currentTime: 0 })
  })

  test('gives its place up', () => {
    expect([api.ended, engines[0]?.isDestroyed]).toEqual([['session-1'], true])
  })

  test('and comes back takes a place again, where it was', async () => {
    playback.resume()
    await settled()
    expect([api.asked.at(-1), last()?.parts.startAtSeconds]).toEqual([{ takeOver: 'session-1' }, 300])
  })

  test('and is shown for the first time asks for nothing more', async () => {
    playback.resume()
    playback.resume()
    await settled()
    expect(api.asked).toHaveLength(2)
  })
})
