import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Grant } from '@better-and-bliss/stream-token'
import type { Revocation, RevocationPage } from '@better-and-bliss/stream-token/revocation-feed'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { Log } from './log.ts'
import { createRevocations } from './revocations.ts'
import { CONTENT, MEMBER, OTHER_CONTENT, SESSION } from './testing/media.ts'

const folder = mkdtempSync(join(tmpdir(), 'edge-list-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.useRealTimers())

const NOW_MS = 1_763_600_000_000
const UNTIL = NOW_MS / 1000 + 7_800
let lists = 0

/** An edge's list over an API that answers what the test says, on a disk of its own unless it is given another's. */
function feed(path = join(folder, `${lists++}`, 'revocations.jsonl')) {
  const lines: string[] = []
  const note = (msg: string) => void lines.push(msg)
  const log: Log = { info: note, warn: note, error: note }
  const clock = { nowMs: NOW_MS }
  const fetch = vi.fn<typeof globalThis.fetch>()
  const revocations = createRevocations({
    backendUrl: 'http://api.example/base',
    feedKey: 'f00d',
    path,
    maxAgeSeconds: 300,
    allowedCountries: 'aCH',
    log,
    fetch,
    nowMs: () => clock.nowMs,
  })
  const answers = (...pages: unknown[]) => {
    for (const page of pages) fetch.mockImplementationOnce(async () => Response.json(page))
  }
  const says = (body: unknown, status = 200) => fetch.mockImplementation(async () => Response.json(body, { status }))
  const asked = () => fetch.mock.calls.map(([url]) => (url instanceof URL ? url.search : 'no URL'))
  return { revocations, fetch, answers, says, asked, lines, path, clock }
}

const signIn = (id: string): Revocation => ({ kind: 'sign_in', id, member_id: MEMBER, streams: [], until: UNTIL })
const page = (cursor: string, revocations: Revocation[] = [], more = false): RevocationPage => ({
  revocations,
  cursor,
  more,
})
const grant: Grant = { scope: 'stream', userId: MEMBER, sessionId: SESSION, maxHeight: 480, expiresAtSeconds: 0 }

describe('the revocation feed', () => {
  test('is asked for with its own key, page by page and then from its cursor on', async () => {
    const { revocations, fetch, answers, asked } = feed()
    answers(page('7.7.1', [signIn(OTHER_CONTENT)], true), page('7', [signIn(SESSION)]), page('9'))
    await revocations.poll()
    expect(revocations.isRevoked(grant, CONTENT)).toBe(true)
    await revocations.poll()
    expect(asked()).toEqual(['', '?since=7.7.1', '?since=7'])
    expect(revocations.isRevoked(grant, CONTENT), 'no news is no reprieve').toBe(true)
    const [url, init] = fetch.mock.calls[0] ?? []
    expect(url).toEqual(new URL('http://api.example/api/streaming/revocations'))
    expect(init).toMatchObject({ headers: { authorization: 'Bearer f00d' }, redirect: 'error' })
  })

  test('is asked from its beginning after the clock was set back: facts were forgotten too soon', async () => {
    const { revocations, answers, asked, clock } = feed()
    answers(page('5', [signIn(SESSION)]), page('6'), page('7', [signIn(SESSION)]))
    await revocations.poll()
    clock.nowMs += 3 * 3_600_000
    await revocations.poll()
    clock.nowMs -= 3 * 3_600_000
    expect(revocations.isCurrent(), 'nobody knows what has been ended since').toBe(false)
    await revocations.poll()
    expect([asked(), revocations.isCurrent()]).toEqual([['', '?since=5', ''], true])
    expect(revocations.isRevoked(grant, CONTENT)).toBe(true)
  })

  test('of an API that lets play in other countries is heard, but streams wait until both agree', async () => {
    const { revocations, answers, lines } = feed()
    answers({ ...page('5', [signIn(SESSION)]), allowed_countries: 'aCHDE' }, { ...page('6'), allowed_countries: null })
    for (const _ of 'ab') await revocations.poll()
    expect([revocations.isCurrent(), revocations.isRevoked(grant, CONTENT), lines]).toEqual([
      false,
      true,
      ['revocation feed lost'],
    ])
    answers({ ...page('7'), allowed_countries: 'aCH' })
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(true)
  })

  test('that goes round in a circle is given up, and streams wait', async () => {
    const { revocations, says, asked } = feed()
    says(page('7.7.1', [signIn(SESSION)], true))
    await revocations.poll()
    expect(asked()).toHaveLength(2)
    expect(revocations.isCurrent()).toBe(false)
  })

  test.each([
    ['an error', { detail: 'no' }, 500],
    ['another key', { detail: 'no' }, 401],
    ['nonsense', { revocations: 'all' }, 200],
    ['ids that are none', page('1', [signIn('x')]), 200],
    ['a cursor that is none', page('x'), 200],
  ])('keeps the last list after %s', async (_, body, status) => {
    const { revocations, answers, says, lines } = feed()
    answers(page('1', [signIn(SESSION)]))
    await revocations.poll()
    says(body, status)
    await revocations.poll()
    expect([revocations.isRevoked(grant, CONTENT), revocations.isCurrent()]).toEqual([true, true])
    expect(lines).toEqual(['revocation feed lost'])
  })

  test('says once that it was lost and once that it is back', async () => {
    const { revocations, fetch, says, lines } = feed()
    fetch.mockRejectedValue(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))
    for (let i = 0; i < 3; i++) await revocations.poll()
    says(page('1'))
    for (let i = 0; i < 3; i++) await revocations.poll()
    expect(lines).toEqual(['revocation feed lost', 'revocation feed regained'])
  })

  test('is asked at once, every half second until there is a list, then every two seconds, until it is stopped', async () => {
    vi.useFakeTimers()
    const { revocations, fetch, says } = feed('/dev/null/nowhere')
    fetch.mockRejectedValue(new TypeError('fetch failed'))
    revocations.start()
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(fetch).toHaveBeenCalledTimes(2)
    revocations.stop()
    expect(vi.getTimerCount()).toBe(0)
    says(page('1'))
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

describe('the age of the list', () => {
  test('there is none before the first answer is whole', async () => {
    const { revocations, answers, fetch } = feed()
    expect(revocations.isCurrent()).toBe(false)
    answers(page('7.7.1', [signIn(SESSION)], true))
    fetch.mockRejectedValueOnce(new TypeError('fetch failed'))
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(false)
    answers(page('7'))
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(true)
  })

  test('counts from when it was asked for, and ends where it is set to', async () => {
    const { revocations, says, fetch, clock } = feed()
    says(page('1'))
    await revocations.poll()
    fetch.mockRejectedValue(new TypeError('fetch failed'))
    clock.nowMs += 300_000
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(true)
    clock.nowMs += 1
    expect(revocations.isCurrent()).toBe(false)
    says(page('1'))
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(true)
  })
})

describe('the list on disk', () => {
  async function kept(facts = [signIn(SESSION)]) {
    const { revocations, answers, path } = feed()
    answers(page('5', facts))
    await revocations.poll()
    return path
  }

  test("survives a restart while the API is away, with its age and its cursor, and is its owner's alone", async () => {
    const path = await kept()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const { revocations, fetch, asked, clock } = feed(path)
    fetch.mockRejectedValue(new TypeError('fetch failed'))
    clock.nowMs += 299_000
    await revocations.restore()
    await revocations.poll()
    expect([revocations.isCurrent(), revocations.isRevoked(grant, CONTENT)]).toEqual([true, true])
    expect(asked()).toEqual(['?since=5'])
    clock.nowMs += 2_000
    expect(revocations.isCurrent()).toBe(false)
  })

  test('may be long', async () => {
    const many = Array.from({ length: 1_234 }, (_, n) =>
      signIn(`${SESSION.slice(0, -12)}${String(n).padStart(12, '0')}`),
    )
    const path = await kept([...many, signIn(SESSION)])
    const { revocations } = feed(path)
    await revocations.restore()
    for (const { id } of many) expect(revocations.isRevoked({ ...grant, sessionId: id }, CONTENT)).toBe(true)
    expect(revocations.isRevoked(grant, CONTENT)).toBe(true)
  })

  test('is written again without news, so that it seems no older than it is', async () => {
    const { revocations, says, path, clock } = feed()
    says(page('1'))
    for (let polls = 0; polls < 20; polls++) {
      await revocations.poll()
      clock.nowMs += 2_000
    }
    expect(readFileSync(path, 'utf8')).toContain(`"as_of_ms":${NOW_MS + 30_000}`)
  })

  test.each<[string, (text: string) => string]>([
    ['was cut off', (text) => text.slice(0, -20)],
    ['lost a line', (text) => text.split('\n').slice(0, 1).join('\n')],
    ['is empty', () => ''],
    ['is no JSON', () => '<html>'],
    ['holds facts that are none', (text) => text.replace('sign_in', 'sign_out')],
    ['is from the future', (text) => text.replace(/"as_of_ms":\d/, '"as_of_ms":9')],
  ])('one that %s is not believed: streams wait', async (_, change) => {
    const path = await kept()
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    const { revocations, asked, says } = feed(path)
    await revocations.restore()
    expect(revocations.isCurrent()).toBe(false)
    says(page('1'))
    await revocations.poll()
    expect([revocations.isCurrent(), asked()]).toEqual([true, ['']])
  })

  test('that cannot be written is said, and the edge goes on', async () => {
    const { revocations, says, lines } = feed('/dev/null/nowhere')
    says(page('1'))
    await revocations.poll()
    expect(revocations.isCurrent()).toBe(true)
    expect(lines).toEqual(['the revocation list cannot be kept on disk'])
  })
})
