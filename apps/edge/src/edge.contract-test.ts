import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SERVED_FILES, servedMediaContract } from './served-media.contract-test.ts'
import { WEB_ORIGIN } from './testing/edge.ts'
import { type EdgeUnderTest, tokensAt } from './testing/edge-under-test.ts'
import { CONTENT, OTHER_CONTENT, SESSION } from './testing/media.ts'

/** Another session of the same sign-in. */
const ENDED = `0d0d0d0d${SESSION.slice(8)}`
const FILES = {
  ...SERVED_FILES,
  'thumbnail.jpg': 'a picture',
  'waveform.png': 'a picture',
  [`../../sources/${CONTENT}/original.mp4`]: 'the source',
}

/** What every edge answers, over HTTP, to the byte. @param start starts one over files named without `hls/{content}/`. */
export function edgeContract(
  name: string,
  start: (files: Record<string, string | Buffer>) => Promise<EdgeUnderTest>,
): void {
  describe(name, () => {
    let edge: EdgeUnderTest
    beforeAll(async () => {
      edge = await start(FILES)
    })
    afterAll(async () => {
      await edge[Symbol.asyncDispose]()
      expect(edge.problems).toEqual([])
    })

    const { streamToken, pictureToken, specifiedToken, urlOf } = tokensAt(() => edge.nowSeconds())

    describe('the gate', () => {
      test('opens nothing without a token, and says the same of what is and what is not there', async () => {
        const paths = ['master.m3u8', '720p/segment0000.ts', 'thumbnail.jpg', 'audio.m3u8', 'nothing.txt'].map((file) =>
          urlOf(file, ''),
        )
        for (const path of [...paths, '/', '/favicon.ico', `/sources/${CONTENT}/original.mp4`]) {
          const { status, text, headers } = await edge.ask(path)
          expect([path, status, text]).toEqual([path, 403, 'Invalid security token'])
          expect(headers['cache-control']).toBe('no-store')
        }
      })

      test('tells a late token from a wrong one', async () => {
        const query = streamToken({ expiresAtSeconds: edge.nowSeconds() - 2 })
        const late = await edge.ask(urlOf('master.m3u8', query))
        const wrong = await edge.ask(urlOf('master.m3u8', query.replace('q=1080', 'q=720')))
        expect([late.status, late.text]).toEqual([410, 'Streaming URL has expired'])
        expect([wrong.status, wrong.text]).toEqual([403, 'Invalid security token'])
      })

      test('caps the quality by path too', async () => {
        const low = streamToken({ maxHeight: 480 })
        expect((await edge.ask(urlOf('720p.m3u8', low))).status).toBe(403)
        expect((await edge.ask(urlOf('720p/segment0000.ts', low))).status).toBe(403)
        expect((await edge.ask(urlOf('720p/segment0000.ts', specifiedToken()))).status).toBe(403)
        expect((await edge.ask(urlOf('480p.m3u8', specifiedToken()))).status).toBe(200)
      })

      test('lets a picture token to pictures only', async () => {
        const files = ['thumbnail.jpg', 'waveform.png', 'master.m3u8', '480p.m3u8', '720p/segment0000.ts']
        const statuses = await Promise.all(
          files.map(async (file) => (await edge.ask(urlOf(file, pictureToken()))).status),
        )
        expect(statuses).toEqual([200, 200, 403, 403, 403])
        expect((await edge.ask(urlOf('thumbnail.jpg', pictureToken()))).headers['content-type']).toBe('image/jpeg')
        expect((await edge.ask(urlOf('waveform.png'))).headers['content-type']).toBe('image/png')
      })

      test('is shut for a session that was ended, hot or not, and open for others', async () => {
        const [query, other] = [streamToken({ sessionId: ENDED }), streamToken()]
        for (let asked = 0; asked < 2; asked += 1) await edge.ask(urlOf('720p/segment0000.ts', query))
        await edge.endSession(ENDED)
        const ask = async (file: string, token: string) => (await edge.ask(urlOf(file, token))).status
        for (const file of ['720p/segment0000.ts', 'master.m3u8']) {
          expect([await ask(file, query), await ask(file, other)]).toEqual([403, 200])
        }
      })

      test('is shut for streams while it is not known what was ended, and says when to come back', async () => {
        await edge.setListCurrent(false)
        const files = ['720p/segment0000.ts', 'master.m3u8']
        const answers = await Promise.all(files.map((file) => edge.ask(urlOf(file))))
        const picture = await edge.ask(urlOf('thumbnail.jpg', pictureToken()))
        await edge.setListCurrent(true)
        for (const { status, headers } of answers) {
          expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '2', 'no-store'])
        }
        expect(picture.status).toBe(200)
      })

      test.each([
        `/hls/${OTHER_CONTENT}/../${CONTENT}/master.m3u8`,
        `/hls/${CONTENT}/../../sources/${CONTENT}/original.mp4`,
        `/hls/${CONTENT}/%2e%2e/%2e%2e/sources/${CONTENT}/original.mp4`,
        `/hls/${CONTENT}/..%2f..%2fsources%2f${CONTENT}%2foriginal.mp4`,
        `/hls/${CONTENT}/..\\..\\sources\\${CONTENT}\\original.mp4`,
        `/hls/${CONTENT}/....//....//etc/passwd`,
        `//etc/passwd`,
        `/hls/${CONTENT}/master.m3u8;.jpg`,
        `/hls/${CONTENT}/%00`,
        `http://other.example/hls/${CONTENT}/master.m3u8`,
      ])('knows no way around: %s', async (path) => {
        const { status, text } = await edge.ask(`${path}?${streamToken()}`)
        expect([status, text]).toEqual([400, 'Malformed path'])
      })

      test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('takes no %s', async (method) => {
        const { status, headers } = await edge.ask(urlOf('master.m3u8'), {}, method)
        expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
      })
    })

    describe('every answer', () => {
      const FIVE = {
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-xss-protection': '1; mode=block',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'content-security-policy': "default-src 'self'",
      }

      test('carries the security headers, whatever its status', async () => {
        const answers = [
          await edge.ask('/health'),
          await edge.ask('/'),
          await edge.ask('/..'),
          await edge.ask(urlOf('720p/segment0000.ts')),
          await edge.ask(urlOf('720p/segment0000.ts'), { range: 'bytes=0-1' }),
          await edge.ask(urlOf('720p/segment0000.ts'), { range: 'bytes=5000-' }),
          await edge.ask(urlOf('master.m3u8')),
          await edge.ask(urlOf('audio.m3u8')),
          await edge.ask(urlOf('master.m3u8'), {}, 'OPTIONS'),
          await edge.ask(urlOf('master.m3u8'), {}, 'DELETE'),
        ]
        expect(answers.map(({ status }) => status)).toEqual([200, 403, 400, 200, 206, 416, 200, 404, 204, 405])
        for (const { headers } of answers) {
          expect(headers).toMatchObject({ ...FIVE, 'cross-origin-resource-policy': 'cross-origin', vary: 'Origin' })
          expect(headers).not.toHaveProperty('access-control-allow-origin')
          expect(headers).not.toHaveProperty('access-control-allow-credentials')
        }
      })

      test('may be read by pages of the web app and of no other origin', async () => {
        for (const path of [urlOf('720p/segment0000.ts'), urlOf('master.m3u8'), '/refused', '/health']) {
          const { headers } = await edge.ask(path, { origin: WEB_ORIGIN })
          expect(headers['access-control-allow-origin']).toBe(WEB_ORIGIN)
          expect(headers['access-control-expose-headers']).toBe('Content-Length, Content-Range, ETag')
          for (const origin of ['http://localhost:5174', 'https://localhost:5173', 'null', `${WEB_ORIGIN}.example`]) {
            expect((await edge.ask(path, { origin })).headers).not.toHaveProperty('access-control-allow-origin')
          }
        }
      })

      test('to a preflight names what is allowed', async () => {
        const asked = {
          origin: WEB_ORIGIN,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'range',
        }
        const { status, headers, text } = await edge.ask(urlOf('master.m3u8'), asked, 'OPTIONS')
        expect([status, text]).toEqual([204, ''])
        expect(headers).toMatchObject({
          'access-control-allow-origin': WEB_ORIGIN,
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
          'access-control-allow-headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
        })
      })

      test('to /health says that we live', async () => {
        expect(await edge.ask('/health')).toMatchObject({ status: 200, text: '{"status":"ok"}' })
        expect((await edge.ask('/health', {}, 'POST')).status).toBe(405)
      })
    })

    servedMediaContract(() => edge)
  })
}
