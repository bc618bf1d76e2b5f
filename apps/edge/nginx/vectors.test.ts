import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { HEIGHTS, mediaKey } from '@better-and-bliss/stream-token'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokensAt } from '../src/testing/edge-under-test.ts'
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

  test.each(vectors.rewrite.filter(({ maxHeight }) => HEIGHTS.includes(maxHeight) && maxHeight > 0))(
    'rewrites as they do: $name',
    async ({ text, query, maxHeight, expected }) => {
      edge.replace('audio.m3u8', text)
      const token = streamToken({ maxHeight })
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
