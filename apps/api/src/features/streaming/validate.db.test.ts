import { createHmac } from 'node:crypto'
import { signPictureToken, signStreamToken } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import vectors from '../../../../../packages/stream-token/vectors.json' with { type: 'json' }
import { buildServer } from '../../server.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { requester, testServer } from '../../testing/test-server.ts'

const previous = 'p'.repeat(40)
const server = await testServer({ STREAMING_SECRET_KEY_PREVIOUS: previous })
afterAll(() => server[Symbol.asyncDispose]())

const CONTENT = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const SESSION = '7c6b5a49-3827-4615-9403-f2e1d0c9b8a7'
const userId = '1e7d3c5b-9f80-4a1b-8c2d-3e4f5a6b7c8d'
const keys = { current: TEST_KEYS.STREAMING_SECRET_KEY }
const nowSeconds = () => Math.floor(server.clock.nowMs() / 1000)
const sign = (change: Partial<Parameters<typeof signStreamToken>[0]> = {}, by: { current: string } = keys) =>
  signStreamToken(
    { contentId: CONTENT, userId, expiresAtSeconds: nowSeconds() + 60, maxHeight: 720, sessionId: SESSION, ...change },
    by,
  )
const validate = (query: string) => server.request('GET', `/api/streaming/validate-stream-token?${query}`)
const status = async (query: string) => (await validate(query)).statusCode

describe('GET /api/streaming/validate-stream-token', () => {
  test('200: says yes to a genuine token, in any order of its parameters, and nothing else', async () => {
    const response = await validate(`content_id=${CONTENT}&${sign()}`)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ valid: true })
    expect(await status(`${sign().split('&').reverse().join('&')}&content_id=${CONTENT}`)).toBe(200)
  })

  test("200: says yes to the specification's own three parameters", async () => {
    const specified = sign().split('&').slice(0, 3).join('&')
    expect(specified).toMatch(/^e=\d+&md5=\w+&uid=[\w-]+$/)
    expect(await status(`content_id=${CONTENT}&${specified}`)).toBe(200)
  })

  test('200: during a rotation the previous key still opens, and a third one does not', async () => {
    expect(await status(`content_id=${CONTENT}&${sign({}, { current: previous })}`)).toBe(200)
    expect(await status(`content_id=${CONTENT}&${sign({}, { current: 'x'.repeat(40) })}`)).toBe(403)
  })

  test('410: genuine and late; the last second still counts', async () => {
    const query = `content_id=${CONTENT}&${sign()}`
    server.clock.advance(60_000)
    expect(await status(query)).toBe(200)
    server.clock.advance(1_000)
    const response = await validate(query)
    expect(response.statusCode).toBe(410)
    expect(response.json()).toMatchObject({ detail: 'Streaming URL has expired', code: 'stream_expired' })
  })

  test('403: late and not genuine is not genuine', async () => {
    const query = sign({ expiresAtSeconds: nowSeconds() - 60 })
    expect(await status(`content_id=${CONTENT}&${query}`)).toBe(410)
    expect(await status(`content_id=${CONTENT}&${query.replace(/md5=./, 'md5=z')}`)).toBe(403)
    expect(await status(`content_id=${CONTENT}&${query.replace('q=720', 'q=1080')}`)).toBe(403)
  })

  test('403: a token for longer than tokens live, and one for another item', async () => {
    expect(await status(`content_id=${CONTENT}&${sign({ expiresAtSeconds: nowSeconds() + 7200 + 301 })}`)).toBe(403)
    expect(await status(`content_id=${SESSION}&${sign()}`)).toBe(403)
  })

  test('403: a picture token is not a stream token', async () => {
    const query = signPictureToken({ contentId: CONTENT, userId, expiresAtSeconds: nowSeconds() + 60 }, keys)
    expect(await status(`content_id=${CONTENT}&${query}`)).toBe(403)
  })

  test.each<[string, (token: string) => string]>([
    ['nothing at all', () => ''],
    ['no item', (token) => token],
    ['no token', () => `content_id=${CONTENT}`],
    ['two items', (token) => `content_id=${CONTENT}&content_id=${SESSION}&${token}`],
    ['the same item twice', (token) => `content_id=${CONTENT}&content_id=${CONTENT}&${token}`],
    ['an item in capitals', (token) => `content_id=${CONTENT.toUpperCase()}&${token}`],
    ['an encoded item', (token) => `content_id=${CONTENT.replace('-', '%2d')}&${token}`],
    ['an item as a list', (token) => `content_id[]=${CONTENT}&${token}`],
    ['an expiry twice', (token) => `content_id=${CONTENT}&${token}&e=9999999999`],
    ['an expiry first and again', (token) => `content_id=${CONTENT}&e=9999999999&${token}`],
    ['a second signature', (token) => `content_id=${CONTENT}&${token}&md5=${'0'.repeat(32)}`],
    ['a second cap', (token) => `content_id=${CONTENT}&${token}&q=1080`],
    ['an unknown parameter', (token) => `content_id=${CONTENT}&${token}&debug=1`],
    ['an empty parameter', (token) => `content_id=${CONTENT}&${token}&`],
    ['no session', (token) => `content_id=${CONTENT}&${token.replace(/&sid=[^&]*/, '')}`],
    ['no cap', (token) => `content_id=${CONTENT}&${token.replace(/&q=[^&]*/, '')}`],
    ['an expiry with an exponent', (token) => `content_id=${CONTENT}&${token.replace(/^e=\d+/, 'e=1e99')}`],
    ['a fragment', (token) => `content_id=${CONTENT}&${token}%23x`],
    ['ten kilobytes', (token) => `content_id=${CONTENT}&${token}&x=${'y'.repeat(10_000)}`],
  ])('403: %s', async (_, make) => {
    const response = await validate(make(sign()))
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ detail: 'Invalid security token', code: 'forbidden' })
  })

  test.each(['%00', 'x', SESSION.toUpperCase(), `${SESSION}0`, SESSION.slice(1), '', `${SESSION}%00`])(
    '403: a token that is signed for the odd session %j',
    async (sid) => {
      expect(await status(`content_id=${CONTENT}&${signedFor(sid)}`)).toBe(403)
      expect(await status(`content_id=${CONTENT}&${signedFor(decodeURIComponent(sid), sid)}`)).toBe(403)
    },
  )

  test('the vectors that every runtime shares: the same verdicts as the edge', async () => {
    const sendable = vectors.verify.filter(({ contentId, query }) => /^[!-~]*$/.test(contentId + query))
    expect(sendable.length).toBeGreaterThan(50)
    const grounds = Map.groupBy(sendable, ({ keys: by, nowSeconds: at, maxTtlSeconds }) =>
      JSON.stringify([by, at, maxTtlSeconds]),
    )
    for (const group of grounds.values()) {
      const send = await validatorFor(group[0])
      for (const { name, contentId, query, expected } of group) {
        const response = await send('GET', `/api/streaming/validate-stream-token?content_id=${contentId}&${query}`)
        const opens = expected.verdict === 'ok' && expected.grant?.scope === 'stream'
        expect(response.statusCode, name).toBe(opens ? 200 : expected.verdict === 'expired' ? 410 : 403)
      }
    }
  })
})

/** A token whose MAC is right for a session that we would never sign. */
function signedFor(session: string, written = session): string {
  const [e, , uid] = sign()
    .split('&')
    .map((parameter) => parameter.split('=')[1])
  const secret = keys.current
  const id = createHmac('sha256', secret).update('key-id').digest('base64url').slice(0, 6)
  const mac = createHmac('sha256', secret).update(`v2|${CONTENT}|${e}|${uid}|720|${session}`).digest('base64url')
  return sign().replace(/sid=.*/, `sid=${written}&h=${id}.${mac}`)
}

/** The same server with the keys, the time and the longest life of a vector. */
async function validatorFor(vector: (typeof vectors.verify)[number] | undefined) {
  if (!vector) throw new Error('There is no vector')
  const { streaming } = server.parts
  const app = await buildServer({
    ...server.parts,
    streaming: {
      ...streaming,
      keys: vector.keys,
      clock: { nowMs: () => vector.nowSeconds * 1000 },
      settings: { ...streaming.settings, videoUrlSeconds: vector.maxTtlSeconds, audioUrlSeconds: 1 },
    },
  })
  return requester(app, server.contract)
}
