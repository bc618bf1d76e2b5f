import type { Grant } from '@better-and-bliss/stream-token'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Log } from './log.ts'
import { createRevocations } from './revocations.ts'
import { CONTENT, MEMBER, SESSION } from './testing/media.ts'

afterEach(() => vi.useRealTimers())

function feed() {
  const lines: string[] = []
  const note = (msg: string) => void lines.push(msg)
  const log: Log = { info: note, warn: note, error: note }
  const fetch = vi.fn<typeof globalThis.fetch>()
  const revocations = createRevocations({ backendUrl: 'http://api.example/base', feedKey: 'f00d', log, fetch })
  const says = (body: unknown, status = 200) => fetch.mockImplementation(async () => Response.json(body, { status }))
  return { revocations, fetch, says, lines }
}

function grant(changes: Partial<Grant> = {}): Grant {
  return { scope: 'stream', userId: MEMBER, sessionId: SESSION, maxHeight: 480, expiresAtSeconds: 0, ...changes }
}

describe('the revocation feed', () => {
  test('is asked for with its own key, and what it lists is revoked', async () => {
    const { revocations, fetch, says } = feed()
    says({ sessions: [SESSION], members: [] })
    await revocations.poll()
    expect([SESSION, CONTENT].map((sessionId) => revocations.isRevoked(grant({ sessionId })))).toEqual([true, false])
    const [url, init] = fetch.mock.calls[0] ?? []
    expect(url).toEqual(new URL('http://api.example/api/streaming/revocations'))
    expect(init).toMatchObject({ headers: { authorization: 'Bearer f00d' }, redirect: 'error' })
  })

  test('a token without a session ends with any session of its member; pictures stay open', async () => {
    const { revocations, says } = feed()
    says({ sessions: [SESSION], members: [MEMBER] })
    await revocations.poll()
    expect(revocations.isRevoked(grant({ sessionId: null }))).toBe(true)
    expect(revocations.isRevoked(grant({ sessionId: null, userId: CONTENT }))).toBe(false)
    expect(revocations.isRevoked(grant({ sessionId: CONTENT }))).toBe(false)
    expect(revocations.isRevoked(grant({ sessionId: null, scope: 'pictures' }))).toBe(false)
  })

  test('forgets what it no longer lists', async () => {
    const { revocations, says } = feed()
    says({ sessions: [SESSION], members: [] })
    await revocations.poll()
    says({ sessions: [], members: [] })
    await revocations.poll()
    expect(revocations.isRevoked(grant())).toBe(false)
  })

  test.each([
    ['an error', { detail: 'no' }, 500],
    ['another key', { detail: 'no' }, 401],
    ['nonsense', { sessions: 'all' }, 200],
    ['ids that are none', { sessions: ['x'] }, 200],
  ])('keeps the last list after %s', async (_, body, status) => {
    const { revocations, says, lines } = feed()
    says({ sessions: [SESSION], members: [] })
    await revocations.poll()
    says(body, status)
    await revocations.poll()
    expect(revocations.isRevoked(grant())).toBe(true)
    expect(lines).toEqual(['revocation feed lost'])
  })

  test('says once that it was lost and once that it is back', async () => {
    const { revocations, fetch, says, lines } = feed()
    fetch.mockRejectedValue(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))
    for (let i = 0; i < 3; i++) await revocations.poll()
    says({ sessions: [], members: [] })
    for (let i = 0; i < 3; i++) await revocations.poll()
    expect(lines).toEqual(['revocation feed lost', 'revocation feed regained'])
  })

  test('is asked at once and every two seconds, until it is stopped', async () => {
    vi.useFakeTimers()
    const { revocations, fetch, says } = feed()
    says({ sessions: [], members: [] })
    revocations.start()
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(4000)
    expect(fetch).toHaveBeenCalledTimes(3)
    revocations.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a question under way when it is stopped is broken off, in silence', async () => {
    const { revocations, fetch, lines } = feed()
    fetch.mockImplementation(async (_, init) => {
      await new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', reject))
      return Response.json({})
    })
    const asked = revocations.poll()
    revocations.stop()
    await asked
    expect(lines).toEqual([])
  })
})
