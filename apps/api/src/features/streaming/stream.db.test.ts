import { createHash, randomUUID } from 'node:crypto'
import { VIDEO_HEIGHTS } from '@better-and-bliss/stream-token'
import { verifyStreamToken } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { AppError } from '../../errors.ts'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer({ VIDEO_URL_EXPIRY_MINUTES: '90', AUDIO_URL_EXPIRY_MINUTES: '30' })
afterAll(() => server[Symbol.asyncDispose]())

const ENGLISH = { language: 'en', label: 'English', name: 'audio' } as const
const UNNAMED = { language: 'fr', label: 'Français' }
const FRENCH = { ...UNNAMED, name: 'audio-fr' } as const
const ladder = { heights: [...VIDEO_HEIGHTS] }
const storyboard = { sheets: 2, columns: 10, rows: 10, tileWidth: 160, tileHeight: 90, intervalSeconds: 4 }
const items = {
  free: await publish(server, { title: 'Free', ...ladder, choices: { storyboard } }),
  basic: await publish(server, { title: 'Basic', tier: 'basic', ...ladder }),
  premium: await publish(server, { title: 'Premium', tier: 'premium', ...ladder }),
  low: await publish(server, { title: 'Filmed at 480p', heights: [360, 480] }),
  elsewhere: await publish(server, { title: 'Converted elsewhere', heights: [] }),
  audio: await publish(server, { title: 'Rain', type: 'audio' }),
  spoken: await publish(server, { title: 'Spoken', type: 'audio', choices: { audioLanguages: [ENGLISH, FRENCH] } }),
  before: await publish(server, { title: 'Before', type: 'audio', choices: { audioLanguages: [ENGLISH, UNNAMED] } }),
  unready: await publish(server, { title: 'Soon', isReady: false, hasPictures: false }),
}
const cookies = {
  free: await signUp(server, 'free@example.com'),
  basic: await signUpAs(server, 'basic'),
  premium: await signUpAs(server, 'premium', 'premium_user'),
  admin: await signUpAs(server, 'free', 'admin'),
}
const stream = async (id: string, member?: string) => {
  await letStreamsLapse(server.db)
  return server.request('GET', `/api/streaming/content/${id}/stream`, member ? { cookies: member } : {})
}
const nowSeconds = () => Math.floor(server.clock.nowMs() / 1000)
const uidOf = async (member: string) => (await server.request('GET', '/auth/me', { cookies: member })).json().id

describe('GET /api/streaming/content/{content_id}/stream', () => {
  test('200: gives signed addresses on the edge, until when they hold, and a session', async () => {
    const response = await stream(items.free, cookies.premium)
    expect(response.statusCode).toBe(200)
    const at = (name: string) => expect.stringContaining(`http://localhost:8080/hls/${items.free}/${name}?e=`)
    expect(response.json()).toEqual({
      hls_master: at('master.m3u8'),
      hls_360p: at('360p.m3u8'),
      hls_480p: at('480p.m3u8'),
      hls_720p: at('720p.m3u8'),
      hls_1080p: at('1080p.m3u8'),
      thumbnail: at('thumbnail.jpg'),
      poster: at('poster.jpg'),
      storyboard: {
        sheets: [at('storyboard/sheet000.jpg'), at('storyboard/sheet001.jpg')],
        ...{ columns: 10, rows: 10, tile_width: 160, tile_height: 90, interval_seconds: 4 },
      },
      expires_at: nowSeconds() + 90 * 60,
      max_quality: '1080p',
      stream_session: { id: expect.any(String), heartbeat_seconds: 30 },
    })
  })

  test.each([
    ['free', 'free', 480, ['360p', '480p']],
    ['basic', 'basic', 720, ['360p', '480p', '720p']],
    ['premium', 'premium', 1080, ['360p', '480p', '720p', '1080p']],
    ['admin', 'premium', 1080, ['360p', '480p', '720p', '1080p']],
    ['premium', 'low', 1080, ['360p', '480p']],
    ['basic', 'elsewhere', 720, ['360p', '480p', '720p']],
  ] as const)(
    '200: %s plays %s up to %ip, in what is addressed and in what is signed',
    async (who, what, cap, rungs) => {
      const answer = (await stream(items[what], cookies[who])).json()
      expect(Object.keys(answer).filter((name) => /^hls_\d/.test(name))).toEqual(rungs.map((rung) => `hls_${rung}`))
      expect(answer.max_quality).toBe(`${cap}p`)
      for (const address of addressesOf(answer)) expect(address.searchParams.get('q')).toBe(String(cap))
    },
  )

  test('200: sound has its own address and its own life', async () => {
    const answer = (await stream(items.audio, cookies.free)).json()
    expect(answer.hls_audio).toContain(`/hls/${items.audio}/audio.m3u8?e=`)
    expect(Object.keys(answer).filter((name) => /^hls_\d/.test(name))).toEqual([])
    expect(answer.expires_at).toBe(nowSeconds() + 30 * 60)
  })

  test('200: each language of several has its own address; one whose playlist is not known offers no choice', async () => {
    const { hls_audio, hls_audio_tracks } = (await stream(items.spoken, cookies.free)).json()
    const url = hls_audio.replace('/audio.m3u8', '/audio-fr.m3u8')
    expect(hls_audio_tracks).toEqual([
      { language: 'en', label: 'English', url: hls_audio },
      { language: 'fr', label: 'Français', url },
    ])
    expect((await stream(items.before, cookies.free)).json()).not.toHaveProperty('hls_audio_tracks')
  })

  test('200: every address is signed for this item, member, cap and session; e equals expires_at', async () => {
    const answer = (await stream(items.free, cookies.basic)).json()
    const addresses = addressesOf(answer)
    expect(addresses).toHaveLength(6)
    for (const { search } of addresses) {
      const verdict = verifyStreamToken(
        { contentId: items.free, query: search.slice(1), nowSeconds: nowSeconds(), maxTtlSeconds: 90 * 60 },
        { current: TEST_KEYS.STREAMING_SECRET_KEY },
      )
      expect(verdict).toEqual({
        verdict: 'ok',
        grant: {
          userId: await uidOf(cookies.basic),
          expiresAtSeconds: answer.expires_at,
          maxHeight: 720,
          sessionId: answer.stream_session.id,
          scope: 'stream',
        },
      })
      expect(Object.fromEntries(new URLSearchParams(search)).e).toBe(String(answer.expires_at))
    }
  })

  test('200: a validator that was written from the specification accepts them, and notices every change', async () => {
    const uid = await uidOf(cookies.free)
    const [address] = addressesOf((await stream(items.free, cookies.free)).json())
    const { e, md5, uid: sent } = Object.fromEntries(address?.searchParams ?? [])
    expect(sent).toBe(uid)
    expect(specifiedValidator(address, nowSeconds())).toBe(200)
    expect(specifiedValidator(address, Number(e) + 1)).toBe(410)
    expect(md5).toMatch(/^[0-9a-f]{32}$/)
    const changes: [string, string][] = [
      ['e', String(Number(e) + 60)],
      ['uid', randomUUID()],
      ['md5', '0'.repeat(32)],
    ]
    for (const [name, value] of changes) {
      const changed = new URL(address?.href ?? '')
      changed.searchParams.set(name, value)
      expect(specifiedValidator(changed, nowSeconds()), name).toBe(403)
    }
  })

  test('200: an id in capitals is signed in its one canonical spelling', async () => {
    const answer = (await stream(items.free.toUpperCase(), cookies.free)).json()
    expect(answer.hls_master).toContain(`/hls/${items.free}/`)
    expect(specifiedValidator(new URL(answer.hls_master), nowSeconds())).toBe(200)
  })

  test('200: the host of the addresses is the configured one, whatever the request says', async () => {
    const response = await server.request('GET', `/api/streaming/content/${items.free}/stream`, {
      cookies: cookies.free,
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(response.body).not.toContain('evil')
  })

  test('401: nobody, and nobody under another spelling of the address', async () => {
    for (const url of [items.free, items.premium, 'malformed', randomUUID()]) {
      expect((await stream(url)).statusCode).toBe(401)
    }
    expect((await server.request('GET', `/api/streaming/content/${items.free}/stream/`)).statusCode).toBe(401)
  })

  test.each([
    ['free', 'basic', 'Basic'],
    ['free', 'premium', 'Premium'],
    ['basic', 'premium', 'Premium'],
  ] as const)('403: %s does not open %s, and hears what would', async (who, what, name) => {
    const response = await stream(items[what], cookies[who])
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({
      code: 'upgrade_required',
      detail: `${name} subscription required to access this content`,
    })
    expect(response.body).not.toMatch(/m3u8|md5|hls/)
  })

  test('400: an id that is none', async () => {
    for (const id of ['meditation', '7', `${items.free}0`, '%00']) {
      const response = await stream(id, cookies.free)
      expect(response.statusCode, id).toBe(400)
      expect(response.json().detail).toBe('Invalid ID format')
    }
  })

  test('404: an unknown item and a draft, whatever the tier', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', tier: 'premium', status: 'draft' })
    for (const id of [draft, randomUUID()]) {
      for (const who of [cookies.free, cookies.admin]) {
        const response = await stream(id, who)
        expect(response.statusCode).toBe(404)
        expect(response.json().detail).toBe('Content not found')
      }
    }
  })

  test('409: an item that is still being prepared', async () => {
    const response = await stream(items.unready, cookies.free)
    expect(response.statusCode).toBe(409)
    expect(response.json().code).toBe('not_ready')
  })
})

function addressesOf(answer: Record<string, unknown>): URL[] {
  return Object.values(answer).flatMap((value) =>
    typeof value === 'string' && URL.canParse(value) ? [new URL(value)] : [],
  )
}

/** The specification's pseudocode, word for word. */
function specifiedValidator(address: URL | undefined, currentTime: number): number {
  const params = address?.searchParams
  const contentId = address?.pathname.split('/')[2]
  if (currentTime > Number.parseInt(params?.get('e') ?? '', 10)) return 410
  const tokenString = `${contentId}${params?.get('e')}${params?.get('uid')}${TEST_KEYS.STREAMING_SECRET_KEY}`
  return createHash('md5').update(tokenString).digest('hex') === params?.get('md5') ? 200 : 403
}

describe('an answer before other hooks run', () => {
  const { guard } = server.parts.streaming
  /** Where the member is not known, the request goes the way of all others. */
  async function askBothWays(id: string, query = '') {
    await letStreamsLapse(server.db)
    const ask = () => server.request('GET', `/api/streaming/content/${id}/stream${query}`, { cookies: cookies.premium })
    await server.request('GET', '/auth/me', { cookies: cookies.premium })
    const early = await ask()
    const known = vi.spyOn(guard, 'known').mockReturnValue(undefined)
    const later = await ask()
    expect(known).toHaveBeenCalled()
    known.mockRestore()
    return { early, later }
  }

  test.each([
    ['a stream', items.free, '', 200],
    ['what is not ready', items.unready, '', 409],
    ['what is not there', randomUUID(), '', 404],
    ['no id', 'rain', '', 400],
    ['a stream that is none', items.free, '?session_id=1', 422],
  ])('is that of the way of all others: %s', async (_, id, query, status) => {
    const { early, later } = await askBothWays(id, query)
    expect([early.statusCode, later.statusCode]).toEqual([status, status])
    expect(early.headers).toEqual({
      ...later.headers,
      'x-request-id': expect.any(String),
      date: expect.any(String),
      'content-length': expect.any(String),
    })
    expect(Object.keys(early.json())).toEqual(Object.keys(later.json()))
  })

  test('is asked for once, also where there is none', async () => {
    const open = vi
      .spyOn(server.parts.streaming.sessions, 'open')
      .mockRejectedValue(new AppError('not_ready', 'Not yet'))
    await server.request('GET', '/auth/me', { cookies: cookies.premium })
    expect((await stream(items.free, cookies.premium)).statusCode).toBe(409)
    expect(open).toHaveBeenCalledTimes(1)
    open.mockRestore()
  })
})
