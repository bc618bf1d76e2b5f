import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { HEIGHTS, mediaKey } from '@better-and-bliss/stream-token'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTRY_CASES, countryHeader, ITEM_LISTS, listedItem } from '../src/testing/country-cases.ts'
import { tokensAt } from '../src/testing/edge-under-test.ts'
import { endedCases } from '../src/testing/ended-cases.ts'
import { isNginxHere, startNginxEdge } from './testing/nginx-edge.ts'

const { streamToken, urlOf } = tokensAt(() => Math.floor(Date.now() / 1000))

describe.skipIf(!isNginxHere())('nginx, with the vectors that every runtime shares', () => {
  let edge: Awaited<ReturnType<typeof startNginxEdge>>
  beforeAll(async () => {
    edge = await startNginxEdge({ 'audio.m3u8': '#EXTM3U\n' }, { wrap: takingVectors })
  })
  afterAll(async () => {
    await edge[Symbol.asyncDispose]()
    expect(edge.problems).toEqual([])
  })

  test('gives their verdicts', async () => {
    // A line break ends a request.
    const cases = vectors.verify.filter(({ contentId, query }) => !/[\r\n]/.test(contentId + query))
    const statuses = await Promise.all(
      cases.map(({ contentId, query, keys, nowSeconds, maxTtlSeconds: life }) => {
        const settings = { keys, maxTtlSeconds: { stream: life, pictures: life } }
        return statusOf(edge.port, `/${mediaKey(contentId, 'poster.jpg')}?${query}`, { settings, nowSeconds })
      }),
    )
    const expected = cases.map(({ contentId, expected: { verdict } }) =>
      // There is no picture.
      contentId === '' ? 400 : { ok: 404, expired: 410, invalid: 403 }[verdict as 'ok' | 'expired' | 'invalid'],
    )
    expect(statuses).toEqual(expected)
  })

  test('refuses what the list refuses, whatever was ended and whatever goes on', async () => {
    const cases = endedCases(60, Math.floor(Date.now() / 1000))
    await edge.entries.apply(cases.flatMap(({ facts }) => facts))
    await edge.entries.markCurrent(Date.now())
    const statuses = await Promise.all(
      cases.map(async ({ contentId, query }) => {
        const { status } = await edge.ask(`/${mediaKey(contentId, '480p.m3u8')}?${query}`)
        return status
      }),
    )
    // There is no such playlist.
    expect(statuses).toEqual(cases.map(({ isRefused }) => (isRefused ? 403 : 404)))
  })

  test('lets play where the API does', async () => {
    const nowSeconds = Math.floor(Date.now() / 1000)
    const ids = new Map<string, string>(ITEM_LISTS.map((list) => [list, randomUUID()]))
    await edge.entries.apply([...ids].map(([list, id]) => listedItem(id, list, nowSeconds)))
    await edge.entries.markCurrent(Date.now())
    const statuses: number[] = []
    // One after the other, so that a decision which was remembered for one country meets the next.
    for (const { allowedCountries, ofItem, said } of COUNTRY_CASES) {
      const contentId = ids.get(ofItem) ?? ''
      const path = `/${mediaKey(contentId, '480p/segment0000.ts')}?${streamToken({ contentId })}`
      const vector = { 'x-vector': JSON.stringify({ settings: { allowedCountries } }) }
      statuses.push((await edge.ask(path, { ...vector, ...countryHeader(said) })).status)
      if (COUNTRY_CASES.at(statuses.length)?.allowedCountries !== allowedCountries) await edge.forgetDecisions()
    }
    // There is no such segment.
    expect(statuses).toEqual(COUNTRY_CASES.map(({ plays }) => (plays ? 404 : 403)))
  })

  test.each(vectors.rewrite.filter(({ maxHeight }) => HEIGHTS.includes(maxHeight) && maxHeight > 0))(
    'rewrites as they do: $name',
    async ({ text, query, maxHeight, expected }) => {
      edge.replace('audio.m3u8', text)
      const token = streamToken({ maxHeight, sessionId: randomUUID() })
      expect((await edge.ask(urlOf('audio.m3u8', token))).text.replaceAll(token, query)).toBe(expected)
    },
  )
})

interface Vector {
  settings: object
  nowSeconds: number
}

/** The status of a request as its bytes are, whatever a client would make of them. */
async function statusOf(port: number, target: string, vector: Vector): Promise<number> {
  const connection = connect(port, '127.0.0.1')
  await once(connection, 'connect')
  connection.end(
    `GET ${target} HTTP/1.1\r\nHost: edge\r\nX-Vector: ${JSON.stringify(vector)}\r\nConnection: close\r\n\r\n`,
  )
  return Number((await text(connection)).slice('HTTP/1.1 '.length).slice(0, 3))
}

/** The shell with the settings and the time that a request brings. */
function takingVectors(code: string): string {
  const taking = code
    .replace(/\bedgeSettings\b/g, 'settingsNow()')
    .replace(/\bDate\.now\(\)/g, '(vector.nowSeconds*1000||Date.now())')
    .replace(/\bserve:(\w+)/, 'serve:function(r){takeVector(r);$1(r)}')
  return `${taking}
var vector = {}
function takeVector(r) { if (r.headersIn['X-Vector']) vector = JSON.parse(r.headersIn['X-Vector']) }
function settingsNow() { return Object.assign({}, edgeSettings, vector.settings) }`
}
