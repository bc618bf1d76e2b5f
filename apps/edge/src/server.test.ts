import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { startEdge, urlOf, WEB_ORIGIN } from './testing/edge.ts'
import { CONTENT, OTHER_CONTENT, pictureToken, SESSION, specifiedToken, streamToken } from './testing/media.ts'

const edge = await startEdge({
  'master.m3u8': '#EXTM3U\n',
  '480p.m3u8': '#EXTM3U\n',
  '720p.m3u8': '#EXTM3U\n',
  '720p/segment0000.ts': 'a segment',
  'thumbnail.jpg': 'a picture',
  'waveform.png': 'a picture',
  [`../../sources/${CONTENT}/original.mp4`]: 'the source',
})
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
})

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
    edge.clock.nowSeconds += 7201
    const late = await edge.ask(urlOf('master.m3u8'))
    const wrong = await edge.ask(urlOf('master.m3u8').replace('q=1080', 'q=720'))
    edge.clock.nowSeconds -= 7201
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
    const statuses = await Promise.all(files.map(async (file) => (await edge.ask(urlOf(file, pictureToken()))).status))
    expect(statuses).toEqual([200, 200, 403, 403, 403])
    expect((await edge.ask(urlOf('thumbnail.jpg', pictureToken()))).headers['content-type']).toBe('image/jpeg')
    expect((await edge.ask(urlOf('waveform.png'))).headers['content-type']).toBe('image/png')
  })

  test('is shut for a session that was ended, hot or not', async () => {
    for (let asked = 0; asked < 2; asked += 1) await edge.ask(urlOf('720p/segment0000.ts'))
    edge.revocations.endedSessions.add(SESSION)
    const answers = await Promise.all(['720p/segment0000.ts', 'master.m3u8'].map((file) => edge.ask(urlOf(file))))
    edge.revocations.endedSessions.clear()
    expect(answers.map(({ status }) => status)).toEqual([403, 403])
  })

  test('is shut for streams while it is not known what was ended, and says when to come back', async () => {
    edge.revocations.isCurrent = false
    const files = ['720p/segment0000.ts', 'master.m3u8']
    const answers = await Promise.all(files.map((file) => edge.ask(urlOf(file))))
    const picture = await edge.ask(urlOf('thumbnail.jpg', pictureToken()))
    edge.revocations.isCurrent = true
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

test('what is no request gets problem details with the security headers, and a slow one an end', async () => {
  const connection = connect(edge.port, '127.0.0.1')
  connection.write('HELLO\r\n\r\n')
  const answer = await text(connection)
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n')
  expect(answer).toContain('"detail":"This is not a valid HTTP request"')
  expect(edge.limits).toMatchObject({ headersTimeout: 20_000, requestTimeout: 60_000 })
})

test('a failure on our side is logged without its token and answered without its reason', async () => {
  const decide = () => {
    throw new Error('the disk is on fire')
  }
  using failing = await startEdge({}, { decide })
  expect(await failing.ask(urlOf('master.m3u8'))).toMatchObject({ status: 500, text: 'Internal server error' })
  expect(failing.problems).toEqual(['request failed {"reason":"Error: the disk is on fire"}'])
})
