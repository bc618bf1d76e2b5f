import type { Stream } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import type { EngineParts } from './engine.ts'
import { NOTHING_PLAYS, openPlayback, type Playback, type PlaybackView } from './playback.ts'
import type { Quality } from './qualities.ts'
import { FakeVideo, settled, testStream } from './testing/video.ts'

const NOW_MS = 1_000_000

let video: FakeVideo
let view: PlaybackView
let playback: Playback
/** The stream sessions that were asked for. */
let asked: (string | undefined)[]
let signals: AbortSignal[]
let answer: () => Promise<Stream>
let engines: { parts: EngineParts; chosen: Quality[]; languages: string[]; isDestroyed: boolean }[]

beforeEach(async () => {
  video = new FakeVideo()
  view = NOTHING_PLAYS
  asked = []
  signals = []
  engines = []
  answer = async () => testStream(NOW_MS, asked.length)
})

async function open(startAtSeconds = 0): Promise<void> {
  playback = openPlayback({
    video: video.asElement(),
    startAtSeconds,
    audioLanguage: 'de',
    fetchStream: (sessionId, signal) => {
      asked.push(sessionId)
      signals.push(signal)
      return answer()
    },
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
    nowMs: () => NOW_MS,
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
    expect([asked, last()?.parts.startAtSeconds, view.stream?.stream_session.id]).toEqual([
      [undefined],
      125,
      'session-1',
    ])
  })

  test('renews its addresses in the same stream session', async () => {
    await open()
    await last()?.parts.access.renew()
    expect(asked).toEqual([undefined, 'session-1'])
  })

  test('that the API refuses says why in its words, and plays nothing', async () => {
    answer = () => Promise.reject(new ApiError('Premium subscription required', 403, 'upgrade_required'))
    await open()
    expect(view.failure).toMatchObject({ words: 'Premium subscription required', canRetry: false })
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
    answer = () => Promise.reject(new ApiError('Premium subscription required', 403, 'upgrade_required'))
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
    expect([engines[0]?.isDestroyed, view.failure?.words, signals[0]?.aborted]).toEqual([
      true,
      'The connection was lost.',
      true,
    ])
  })

  test('another attempt goes on where it stopped, in the same stream session', async () => {
    playback.retry()
    await settled()
    expect([asked, last()?.parts.startAtSeconds]).toEqual([[undefined, 'session-1'], 300])
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
    answer = () => Promise.reject(new ApiError('Check your connection.', 0, 'unreachable'))
    playback.retry()
    await settled()
    answer = async () => testStream(NOW_MS, 9)
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

test('who leaves before the answer came is not played to', async () => {
  let arrive: (stream: Stream) => void = () => {}
  answer = () => new Promise((resolve) => (arrive = resolve))
  await open()
  playback.close()
  arrive(testStream(NOW_MS, 1))
  await settled()
  expect([engines, view.stream, signals[0]?.aborted]).toEqual([[], null, true])
})

test('two presses on "Try again" play once', async () => {
  await open()
  last()?.parts.onFailure(new Error('a stumble'))
  playback.retry()
  playback.retry()
  await settled()
  expect(engines.filter(({ isDestroyed }) => !isDestroyed)).toHaveLength(1)
})
