import { readFileSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { segmentFile } from '@better-and-bliss/stream-token'
import { type SeenReport, seenReportSchema } from '@better-and-bliss/stream-token/seen-report'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSeen } from '../src/seen.ts'
import { keyOf } from '../src/testing/edge.ts'
import { tokensAt } from '../src/testing/edge-under-test.ts'
import { CONTENT, MEMBER, SESSION } from '../src/testing/media.ts'
import { noteServed } from './served-log.ts'
import { isNginxHere, startNginxEdge } from './testing/nginx-edge.ts'

const { streamToken, pictureToken, specifiedToken, urlOf } = tokensAt(() => Math.floor(Date.now() / 1000))
const FILM = segmentFile('720p', 0)
const SOUND = segmentFile('audio', 0)
const CONVERTED = 'media-720p_00001.ts'
const FILES = {
  'audio.m3u8': '#EXTM3U\n',
  'poster.jpg': 'x',
  [FILM]: 'x',
  [SOUND]: 'x',
  [CONVERTED]: 'x',
  'media-720p_00002.ts': 'x',
}
const MASTER = `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1280x720\n720p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=1920x1080\n1080p.m3u8\n`
const PLAYLIST = ['application/vnd.apple.mpegurl', 'private, no-store']
const sid = (index: number) => SESSION.replace(/^./, String(index))

test('a log that somebody removed is told, and ends nothing', async () => {
  const problems: string[] = []
  const note = (_msg: string, fields: object = {}) => void problems.push(JSON.stringify(fields))
  const seen = createSeen({
    backendUrl: 'http://api.example.org',
    feedKey: 'the key',
    log: { info: note, warn: note, error: note },
    gather: (noted) => noteServed('/nowhere/served.log', noted),
  })
  await seen.report()
  expect(problems).toEqual([expect.stringContaining('/nowhere/served.log')])
})

describe.skipIf(!isNginxHere())('what nginx served', () => {
  let edge: Awaited<ReturnType<typeof startNginxEdge>>
  beforeAll(async () => {
    edge = await startNginxEdge(FILES)
  })
  afterAll(async () => {
    await edge[Symbol.asyncDispose]()
    expect(edge.problems).toEqual([])
  })

  /** What the API is told, when so many lines were written. */
  async function told(lines: number): Promise<SeenReport[]> {
    const reports: SeenReport[] = []
    const quiet = () => {}
    const seen = createSeen({
      backendUrl: 'http://api.example.org',
      feedKey: 'the key',
      log: { info: quiet, warn: quiet, error: quiet },
      gather: (note) => noteServed(edge.servedLog, note),
      fetch: async (url, init) => {
        reports.push(seenReportSchema.parse(await new Request(url, init).json()))
        return new Response(null, { status: 204 })
      },
    })
    edge.writeLogs()
    await vi.waitFor(() => expect(readFileSync(edge.servedLog, 'utf8').match(/\n/g)).toHaveLength(lines), 10_000)
    await seen.report()
    return reports
  }

  test('is told by stream, decided anew or remembered, and forgotten when it was told', async () => {
    const [first, second, third] = [1, 2, 3].map((index) => streamToken({ sessionId: sid(index) }))
    for (let asked = 0; asked < 3; asked += 1) expect((await edge.ask(urlOf(FILM, first))).status).toBe(200)
    await edge.ask(urlOf(SOUND, first), { range: 'bytes=0-0' })
    await edge.ask(urlOf(FILM, second), {}, 'HEAD')
    await edge.ask(urlOf('audio.m3u8', third))
    const [report, ...more] = await told(6)
    expect(more).toEqual([])
    expect(report?.streams.toSorted()).toEqual([sid(1), sid(2), sid(3)])
    expect(readFileSync(edge.servedLog, 'utf8')).toBe('')
    await edge.ask(urlOf(FILM, second))
    expect(await told(1)).toEqual([{ streams: [sid(2)], tokens: [] }])
  })

  test("names a token of the specification's three parameters by member, item and time", async () => {
    const query = specifiedToken()
    await edge.ask(urlOf('audio.m3u8', query))
    await edge.ask(urlOf(SOUND, query))
    const e = Number(new URLSearchParams(query).get('e'))
    expect(await told(2)).toEqual([{ streams: [], tokens: [{ member_id: MEMBER, content_id: CONTENT, e }] }])
  })

  test('is nothing that was refused or needed no genuine stream token', async () => {
    const forged = streamToken({ sessionId: sid(5) }).replace('q=1080', 'q=720')
    const late = streamToken({ sessionId: sid(6), expiresAtSeconds: Math.floor(Date.now() / 1000) - 2 })
    const claims = streamToken({ sessionId: sid(7) })
    const asked = [
      urlOf(FILM, forged),
      urlOf('audio.m3u8', late),
      urlOf('poster.jpg', pictureToken()),
      `/health?${claims}`,
      `/fault?${claims}`,
      urlOf('nothing.txt', claims),
    ]
    const statuses = await Promise.all(asked.map(async (path) => (await edge.ask(path)).status))
    expect(statuses).toEqual([403, 410, 200, 200, 403, 403])
    expect((await edge.ask(urlOf('audio.m3u8', claims), {}, 'OPTIONS')).status).toBe(204)
    await edge.ask(urlOf(FILM, streamToken({ sessionId: sid(8) })))
    expect(await told(1)).toEqual([{ streams: [sid(8)], tokens: [] }])
  })

  test("is decided once for all segments of a rendition, MediaConvert's too", async () => {
    await edge.forgetDecisions()
    const query = streamToken()
    for (const file of [CONVERTED, 'media-720p_00002.ts', FILM])
      expect((await edge.ask(urlOf(file, query))).status).toBe(200)
    expect(edge.decisions()).toHaveLength(1)
    expect((await edge.ask(urlOf('media-720p_00003.ts', query))).status).toBe(404)
    expect((await edge.ask(urlOf('720p/segment0000.vtt', query))).status).toBe(403)
    await edge.ask(urlOf('media-1080p_00001.ts', query))
    expect(edge.decisions()).toHaveLength(2)
    await told(3)
  })

  test('is decided once for a playlist that is whole; one that grows is read each time', async () => {
    const [query, other] = [streamToken({ maxHeight: 720 }), streamToken()]
    const text = async (file: string, token = query) => (await edge.ask(urlOf(file, token))).text
    const line = (name: string, token = query) => `${name}?${token}`
    edge.replace('720p.m3u8', `#EXTM3U\n${FILM}\n`)
    await edge.forgetDecisions()
    expect(await text('720p.m3u8')).toBe(`#EXTM3U\n${line(FILM)}\n`)
    expect(edge.decisions()).toEqual([])
    edge.replace('720p.m3u8', `#EXTM3U\n${FILM}\n#EXT-X-ENDLIST\n`)
    const cold = await text('720p.m3u8')
    expect(cold).toBe(`#EXTM3U\n${line(FILM)}\n#EXT-X-ENDLIST\n`)
    expect(edge.decisions()).toHaveLength(1)
    const unmodified = { 'if-modified-since': new Date().toUTCString() }
    const hot = await edge.ask(urlOf('720p.m3u8', query), unmodified)
    expect(hot.text.replace(/\n# [0-9. ]+\n$/, '')).toBe(cold)
    expect([hot.status, hot.headers['content-type'], hot.headers['cache-control'], hot.headers.etag]).toEqual([
      200,
      ...PLAYLIST,
      undefined,
    ])
    expect(await text('720p.m3u8', other)).toContain(line(FILM, other))
    edge.replace('master.m3u8', MASTER)
    const hourAgo = Date.now() / 1000 - 3600
    utimesSync(join(edge.shell.mediaFolder, keyOf('master.m3u8')), hourAgo, hourAgo)
    for (const asked of ['cold', 'hot']) {
      expect(await text('master.m3u8'), asked).not.toContain('1080p')
      expect(await text('master.m3u8', other), asked).toContain(line('1080p.m3u8', other))
    }
    expect(edge.decisions()).toHaveLength(4)
    const whole = await edge.ask(urlOf('master.m3u8', query), { ...unmodified, range: 'bytes=0-6' })
    expect([whole.status, whole.text, whole.headers['content-type'], whole.headers['cache-control']]).toEqual([
      200,
      await text('master.m3u8'),
      ...PLAYLIST,
    ])
    const others = await Promise.all(
      ['HEAD', 'OPTIONS', 'POST'].map((method) => edge.ask(urlOf('master.m3u8', query), {}, method)),
    )
    expect(others.map(({ status }) => status)).toEqual([200, 204, 405])
    const [report] = await told(11)
    expect(report?.streams).toEqual([SESSION])
    expect((await edge.ask(urlOf('720p.m3u8', specifiedToken()))).status).toBe(403)
  })

  test('does not depend on room on the disk for what is only remembered', async () => {
    for (const folder of [edge.shell.decisionsFolder, edge.shell.templatesFolder]) rmSync(folder, { recursive: true })
    const query = streamToken()
    const statuses = await Promise.all(
      [FILM, 'audio.m3u8'].map(async (file) => (await edge.ask(urlOf(file, query))).status),
    )
    expect(statuses).toEqual([200, 200])
  })
})
