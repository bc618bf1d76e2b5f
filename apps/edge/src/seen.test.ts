import type { Grant } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { type SeenReport, seenReportSchema } from '@better-and-bliss/stream-token/seen-report'
import { describe, expect, test } from 'vitest'
import { decideAndNote } from './decide-and-note.ts'
import { createSeen } from './seen.ts'
import {
  CONTENT,
  KEYS,
  MAX_TTL_SECONDS,
  MEMBER,
  NOW_SECONDS,
  OTHER_CONTENT,
  pictureToken,
  SESSION,
  specifiedToken,
  streamToken,
} from './testing/media.ts'

const E = NOW_SECONDS + 7200
const grant = (changes: Partial<Grant> = {}): Grant => ({
  scope: 'stream',
  userId: MEMBER,
  sessionId: SESSION,
  maxHeight: 480,
  expiresAtSeconds: E,
  ...changes,
})

/** An API that keeps what it is told. */
function api({ status = 204 } = {}) {
  const told: SeenReport[] = []
  const problems: string[] = []
  const note = (msg: string) => void problems.push(msg)
  const answers = { status }
  const seen = createSeen({
    backendUrl: 'http://api.example.org',
    feedKey: 'the key',
    log: { info: note, warn: note, error: note },
    fetch: async (url, init) => {
      const request = new Request(url, init)
      expect([request.url, request.headers.get('authorization')]).toEqual([
        'http://api.example.org/api/streaming/seen',
        'Bearer the key',
      ])
      told.push(seenReportSchema.parse(await request.json()))
      return new Response(null, { status: answers.status })
    },
  })
  return { seen, told, problems, answers }
}

describe('what the API is told of streams that are seen', () => {
  test('is each stream once, however many of its segments were served; nothing where nobody plays', async () => {
    const { seen, told } = api()
    for (let segment = 0; segment < 5; segment++) seen.note(grant(), CONTENT)
    await seen.report()
    await seen.report()
    expect(told).toEqual([{ streams: [SESSION], tokens: [] }])
  })

  test('is the token itself where it names no session; pictures are no streams', async () => {
    const { seen, told } = api()
    for (const content of [CONTENT, CONTENT, OTHER_CONTENT]) seen.note(grant({ sessionId: null }), content)
    seen.note(grant({ scope: 'pictures', sessionId: null }), CONTENT)
    await seen.report()
    const tokens = [CONTENT, OTHER_CONTENT].map((content_id) => ({ member_id: MEMBER, content_id, e: E }))
    expect(told).toEqual([{ streams: [], tokens }])
  })

  test('comes in parts that the API takes', async () => {
    const { seen, told } = api()
    const id = (number: number) => `${SESSION.slice(0, -8)}${String(number).padStart(8, '0')}`
    for (let number = 0; number < 4_500; number++) seen.note(grant({ sessionId: id(number) }), CONTENT)
    for (let e = 0; e < 250; e++) seen.note(grant({ sessionId: null, expiresAtSeconds: E + e }), CONTENT)
    await seen.report()
    expect(told.map(({ streams, tokens }) => [streams.length, tokens.length])).toEqual([
      [2_000, 200],
      [2_000, 50],
      [500, 0],
    ])
    expect(new Set(told.flatMap(({ streams }) => streams)).size).toBe(4_500)
  })

  test('may get lost while the API is away: that is said once, and it goes on', async () => {
    const { seen, told, problems, answers } = api({ status: 503 })
    for (const status of [503, 503, 204, 204]) {
      answers.status = status
      seen.note(grant(), CONTENT)
      await seen.report()
    }
    expect(told).toHaveLength(4)
    expect(problems).toEqual(['streams that are seen could not be told', 'streams that are seen are told again'])
  })

  test('is what was served, not what was refused', async () => {
    const { seen, told } = api()
    const get = (file: string, query: string, endedSession: string | null = null) =>
      decideAndNote({ method: 'GET', path: `/hls/${CONTENT}/${file}`, query, country: null }, seen, {
        nowSeconds: NOW_SECONDS,
        maxTtlSeconds: MAX_TTL_SECONDS,
        openToken: (token) => openStreamToken(token, KEYS),
        isListCurrent: () => true,
        isRevoked: ({ sessionId }) => sessionId !== null && sessionId === endedSession,
        geo: null,
      }).kind
    const refused = [
      get('360p/segment0000.ts', streamToken(), SESSION),
      get('1080p/segment0000.ts', streamToken({ maxHeight: 480 })),
      get('360p/segment0000.ts', streamToken({ expiresAtSeconds: NOW_SECONDS - 1 })),
      get('360p/segment0000.ts', 'e=1'),
    ]
    expect([refused, get('thumbnail.jpg', pictureToken())]).toEqual([['deny', 'deny', 'deny', 'deny'], 'file'])
    await seen.report()
    expect(told).toEqual([])
    get('360p.m3u8', specifiedToken())
    get('360p/segment0000.ts', streamToken())
    await seen.report()
    expect(told).toEqual([{ streams: [SESSION], tokens: [{ member_id: MEMBER, content_id: CONTENT, e: E }] }])
  })
})
