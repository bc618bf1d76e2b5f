import type { Stream } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../../../api/answer.ts'
import { endError, limitError } from '../testing/lease-errors.ts'
import { memoryStorage } from '../testing/storage.ts'
import { FakeStreamApi } from '../testing/stream-api.ts'
import { settled, testStream } from '../testing/video.ts'
import { leftStream } from './left-stream.ts'
import { type StreamLease, streamLease } from './stream-lease.ts'

let api: FakeStreamApi
let storage: ReturnType<typeof memoryStorage>
let lease: StreamLease
const never = new AbortController().signal

beforeEach(() => {
  api = new FakeStreamApi()
  storage = memoryStorage()
  lease = newLease()
})

const newLease = () => streamLease({ api, left: leftStream(storage) })
const open = (takeOver?: string) => lease.open(takeOver, never)

describe('a place', () => {
  test('is taken, confirmed and given up', async () => {
    await open()
    await lease.confirm()
    lease.leave()
    lease.leave()
    expect([api.asked, api.beats, api.ended]).toEqual([[{}], ['session-1'], ['session-1']])
  })

  test('is kept by another try', async () => {
    await open()
    await open()
    expect(api.asked).toEqual([{}, { sessionId: 'session-1' }])
  })

  test('is one, however fast it is asked for twice', async () => {
    await Promise.all([open(), open()])
    expect(api.asked).toEqual([{}, { sessionId: 'session-1' }])
  })

  test('of a page that was reloaded or left is taken by the next in this tab, although its end may not have arrived', async () => {
    await open()
    lease.leave()
    lease = newLease()
    await open()
    lease = newLease()
    await open()
    expect(api.asked).toEqual([{}, { takeOver: 'session-1' }, {}])
  })

  test('that comes when nobody waits for it any more is given up', async () => {
    const gone = new AbortController()
    let arrive = (_stream: Stream) => {}
    api.answer = () => new Promise((resolve) => (arrive = resolve))
    const opened = lease.open(undefined, gone.signal)
    await settled()
    gone.abort()
    arrive(testStream(0, 1))
    await opened
    await settled()
    expect(api.ended).toEqual(['session-1'])
  })

  test('that comes when somebody asks again goes to them', async () => {
    const gone = new AbortController()
    const first = lease.open(undefined, gone.signal)
    gone.abort()
    await Promise.all([first, open()])
    expect([api.asked, api.ended]).toEqual([[{}, { sessionId: 'session-1' }], []])
  })
})

describe('a renewal', () => {
  beforeEach(async () => {
    await open()
  })

  test('goes on in the same stream, after it was confirmed', async () => {
    await lease.renew()
    expect([api.beats, api.asked.at(-1)]).toEqual([['session-1'], { sessionId: 'session-1' }])
  })

  test('of a stream that has ended begins no other one', async () => {
    api.beatAnswer = () => Promise.reject(endError('ended_by_member'))
    await expect(lease.renew()).rejects.toMatchObject({ code: 'stream_ended' })
    expect(api.asked).toHaveLength(1)
  })

  test.each([
    ['does not answer', new ApiError('unreachable', 0, 'unreachable')],
    ['cannot tell who asks', new ApiError('Not authenticated', 401, 'unauthenticated')],
    ['has forgotten the stream', new ApiError('Stream not found', 404, 'not_found')],
  ])('is tried when the API %s: that says nothing about the stream', async (_what, error) => {
    api.beatAnswer = () => Promise.reject(error)
    await lease.renew()
    expect(api.asked).toHaveLength(2)
  })

  test('is refused to a member who was suspended', async () => {
    api.beatAnswer = () => Promise.reject(new ApiError('Your account is suspended.', 403, 'account_suspended'))
    await expect(lease.confirm()).rejects.toMatchObject({ code: 'account_suspended' })
  })
})

describe('a place that was lost', () => {
  beforeEach(async () => {
    await open()
    api.answer = async ({ takeOver }) => {
      if (!takeOver) throw limitError(2)
      return testStream(0, 9)
    }
  })

  test('to another device is taken back from that one, by one press', async () => {
    lease.note(endError('taken_over', 'Device 2'))
    await open()
    expect(api.asked.slice(1)).toEqual([{}, { takeOver: 'stream-2' }])
  })

  test('to a device that cannot be told from others is for the member to choose', async () => {
    lease.note(endError('taken_over'))
    await expect(open()).rejects.toMatchObject({ code: 'stream_limit' })
  })

  test('in silence is for the member to choose', async () => {
    lease.note(endError('no_place'))
    await expect(open()).rejects.toMatchObject({ code: 'stream_limit' })
    await open('stream-1')
    expect(api.asked.at(-1)).toEqual({ takeOver: 'stream-1' })
  })

  test('is given up no more', () => {
    lease.note(endError('taken_over'))
    lease.leave()
    expect(api.ended).toEqual([])
  })
})
