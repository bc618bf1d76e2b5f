import type { Stream } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { streamAccess, withQuery } from './stream-access.ts'

const LIFE_SECONDS = 7_200
const START_MS = 1_700_000_000_000

let nowMs: number
/** How many streams were asked for. */
let asked: number
let next: () => Promise<Stream>

beforeEach(() => {
  nowMs = START_MS
  asked = 0
  next = async () => streamAt(nowMs, asked)
})

function streamAt(issuedAtMs: number, serial: number): Stream {
  const expiresAt = issuedAtMs / 1000 + LIFE_SECONDS
  return {
    hls_master: `https://edge.test/hls/x/master.m3u8?e=${expiresAt}&n=${serial}`,
    thumbnail: null,
    poster: null,
    storyboard: null,
    expires_at: expiresAt,
    max_quality: '720p',
    stream_session: { id: 'session-1', heartbeat_seconds: 30 },
  }
}

function open() {
  return streamAccess({
    first: streamAt(nowMs, 0),
    fetchStream: () => {
      asked += 1
      return next()
    },
    nowMs: () => nowMs,
  })
}

const later = (share: number) => {
  nowMs = START_MS + LIFE_SECONDS * 1000 * share
}

describe('query', () => {
  test('is the first token for 70 % of its life, without asking for another', async () => {
    const access = open()
    later(0.69)
    expect(await access.query()).toContain('n=0')
    expect(asked).toBe(0)
  })

  test('late in a life goes on with the old token while a new one is fetched', async () => {
    const access = open()
    later(0.7)
    expect(await access.query()).toContain('n=0')
    expect(asked).toBe(1)
    await access.renew()
    expect(await access.query()).toContain('n=1')
  })

  test('asks once, however many requests need a new token', async () => {
    const access = open()
    later(1)
    const queries = await Promise.all([access.query(), access.query(), access.query()])
    expect(new Set(queries).size).toBe(1)
    expect(asked).toBe(1)
  })

  test('after the end of a life waits for the new token', async () => {
    const access = open()
    later(3)
    expect(access.isExpired()).toBe(true)
    expect(await access.query()).toContain('n=1')
    expect(access.isExpired()).toBe(false)
  })

  test('after a refusal waits for another token, once', async () => {
    const access = open()
    access.refuse()
    expect(await access.query()).toContain('n=1')
    expect(await access.query()).toContain('n=1')
    expect(asked).toBe(1)
  })

  test('survives a failed renewal while the old token still opens', async () => {
    const access = open()
    later(0.8)
    next = () => Promise.reject(new Error('offline'))
    expect(await access.query()).toContain('n=0')
    next = async () => streamAt(nowMs, 7)
    await access.query()
    await access.renew()
    expect(await access.query()).toContain('n=7')
  })

  test('throws what the renewal threw when there is no token left', async () => {
    const access = open()
    later(1.5)
    next = () => Promise.reject(new Error('upgrade required'))
    await expect(access.query()).rejects.toThrow('upgrade required')
  })

  test('uses a token that seems expired when it comes, because our clock may be wrong', async () => {
    const first = streamAt(nowMs, 0)
    nowMs += 5 * LIFE_SECONDS * 1000
    const access = streamAccess({ first, fetchStream: () => next(), nowMs: () => nowMs })
    expect(await access.query()).toContain('n=0')
  })
})

test('withQuery replaces the token of an address and leaves the rest', () => {
  expect(withQuery('https://edge.test/hls/x/720p/segment0001.ts?e=1&md5=a', 'e=2')).toBe(
    'https://edge.test/hls/x/720p/segment0001.ts?e=2',
  )
  expect(withQuery('https://edge.test/hls/x/master.m3u8', 'e=2')).toBe('https://edge.test/hls/x/master.m3u8?e=2')
})
