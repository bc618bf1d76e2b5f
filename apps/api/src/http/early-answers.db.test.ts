import { Readable } from 'node:stream'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { AppError } from '../errors.ts'
import { buildServer } from '../server.ts'
import { publish } from '../testing/catalogue-rows.ts'
import { testServer } from '../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const content_id = await publish(server, { title: 'Ocean', durationSeconds: 600 })
const ORIGIN = new URL(server.parts.frontendUrl).origin
const url = '/api/analytics/track/view'
const JSON_TYPE = { 'content-type': 'application/json' }

/** A body whose length is not told goes the way of all others. */
const sendBothWays = async (body: string, headers: Record<string, string>) => {
  const early = await server.request('POST', url, { body, headers: { ...JSON_TYPE, ...headers } })
  const later = await server.request('POST', url, {
    body: Readable.from([body]),
    headers: { ...JSON_TYPE, ...headers },
  })
  return { early, later }
}

describe('an answer that needs a body only', () => {
  test('comes before anybody is looked up', async () => {
    const find = vi.spyOn(server.parts.analytics.guard, 'find')
    const { early, later } = await sendBothWays(JSON.stringify({ content_id, watch_duration: 30 }), {})
    expect([early.json(), later.json()]).toEqual(Array(2).fill({ success: true, counted: true }))
    expect(find).toHaveBeenCalledTimes(1)
  })

  test.each<[string, Record<string, string>]>([
    ['a program', {}],
    ['our page', { origin: ORIGIN }],
    ['a foreign page', { origin: 'https://elsewhere.example' }],
    ['a caller with an id', { 'x-request-id': 'trace-7_a' }],
    ['a body of another kind', { 'content-type': 'text/plain' }],
    ['a compressed body', { 'content-encoding': 'gzip' }],
  ])('has for %s the headers and the body of the way of all others', async (_, headers) => {
    const { early, later } = await sendBothWays(JSON.stringify({ content_id, watch_duration: 30 }), headers)
    const unlike = { date: expect.any(String), 'x-request-id': expect.any(String) }
    expect(early.headers).toEqual({ ...later.headers, ...unlike })
    expect(early.statusCode).toBe(later.statusCode)
    expect({ ...early.json(), request_id: '' }).toEqual({ ...later.json(), request_id: '' })
  })

  test.each([
    ['no JSON', '{"content_id":'],
    ['nothing', ''],
    ['a prototype', `{"content_id":"${content_id}","__proto__":{"watch_duration":9}}`],
    ['too deep', `{"content_id":"${content_id}","more":${'['.repeat(40)}${']'.repeat(40)}}`],
    ['too long', `{"content_id":"${content_id}","more":"${'a'.repeat(110_000)}"}`],
    ['not what the schema asks for', '{"content_id":"nowhere"}'],
    ['of what is not there', '{"content_id":"00000000-0000-4000-8000-000000000000","watch_duration":9}'],
  ])('a body that is %s is refused as on the way of all others', async (_, body) => {
    const { early, later } = await sendBothWays(body, { origin: ORIGIN })
    expect(early.statusCode).toBeGreaterThanOrEqual(400)
    expect(early.statusCode).toBe(later.statusCode)
    expect({ ...early.json(), request_id: '' }).toEqual({ ...later.json(), request_id: '' })
    expect(early.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'x-frame-options': 'DENY' })
  })

  test('what fails is done once, and told with all headers', async () => {
    const write = vi.fn(async () => {
      throw new AppError('unavailable', 'The database does not answer')
    })
    const app = await buildServer({ ...server.parts, analytics: { ...server.parts.analytics, write } })
    const payload = { content_id, watch_duration: 30 }
    const failed = await app.inject({ method: 'POST', url, payload, headers: { origin: ORIGIN } })
    expect(failed.json()).toMatchObject({ code: 'unavailable' })
    expect(failed.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'x-frame-options': 'DENY' })
    expect(write).toHaveBeenCalledTimes(1)
    expect(server.logged.splice(0)).toHaveLength(1)
  })

  test('the limit is asked once, and before anything is done', async () => {
    const write = vi.fn(async () => true)
    const limitApi = vi.fn(async () => {
      if (limitApi.mock.calls.length > 1) throw new AppError('too_many_requests', 'Too many', { retryAfterSeconds: 7 })
      const limit = { points: 1, durationSeconds: 9 }
      return { name: 'api', limit, allowed: true, used: 1, resetSeconds: 7 }
    })
    const app = await buildServer({ ...server.parts, limitApi, analytics: { ...server.parts.analytics, write } })
    const send = () => app.inject({ method: 'POST', url, payload: { content_id, watch_duration: 30 } })
    expect(await send()).toMatchObject({ statusCode: 200, headers: { ratelimit: '"api";r=0;t=7' } })
    expect(await send()).toMatchObject({ statusCode: 429, headers: { 'retry-after': '7', 'x-frame-options': 'DENY' } })
    expect(limitApi).toHaveBeenCalledTimes(2)
    expect(write).toHaveBeenCalledTimes(1)
  })
})
