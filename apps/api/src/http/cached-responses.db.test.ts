import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '../errors.ts'
import { buildServer } from '../server.ts'
import { publish } from '../testing/catalogue-rows.ts'
import { signUp } from '../testing/members.ts'
import { testServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
await publish(server, { title: 'Ocean' })
const ORIGIN = new URL(server.parts.frontendUrl).origin

let count = 0
let url: string
beforeEach(() => {
  count += 1
  url = `/content/browse?made-for=${count}`
})

describe('an answer that is cached', () => {
  test.each<[string, Record<string, string>]>([
    ['a program', {}],
    ['our page', { origin: ORIGIN }],
    ['a foreign page', { origin: 'https://elsewhere.example' }],
    ['a caller with an id', { 'x-request-id': 'trace-7_a' }],
  ])('has for %s the headers and the body of one that was just made', async (_, headers) => {
    const [made, ready, head] = [
      await server.request('GET', url, { headers }),
      await server.request('GET', url, { headers }),
      await server.app.inject({ method: 'HEAD', url, headers }),
    ]
    const unlike = { date: '', 'x-request-id': headers['x-request-id'] ?? expect.stringMatching(/^[\w-]+$/) }
    expect(ready.headers).toEqual({ ...made.headers, ...unlike, date: expect.any(String) })
    expect(head.headers).toEqual({ ...made.headers, ...unlike, date: expect.any(String) })
    expect([ready.statusCode, head.statusCode]).toEqual([200, 200])
    expect(ready.body).toBe(made.body)
    expect(head.body).toBe('')
  })

  test('is found without looking anybody up, and never for somebody else', async () => {
    const cookies = await signUp(server, 'ready@example.com')
    await server.request('GET', url, { cookies })
    const find = vi.spyOn(server.parts.catalogue.guard, 'find')
    expect((await server.request('GET', url, { cookies })).json().user_authenticated).toBe(true)
    expect(find).not.toHaveBeenCalled()
    expect((await server.request('GET', url)).json().user_authenticated).toBe(false)
    await server.db.query('', `update users set status = 'suspended' where email = 'ready@example.com'`)
    await until(async () => (await server.request('GET', url, { cookies })).json().user_authenticated === false)
  })

  test('counts for the limit once, as one that is not, and is refused with all headers', async () => {
    const asked: string[] = []
    const limitApi = async (key: string) => {
      asked.push(key)
      if (asked.length > 2) throw new AppError('too_many_requests', 'Too many', { retryAfterSeconds: 7 })
      const limit = { points: 2, durationSeconds: 9 }
      return { name: 'api', limit, allowed: true, used: asked.length, resetSeconds: 7 }
    }
    const app = await buildServer({ ...server.parts, limitApi })
    const get = () => app.inject({ url, headers: { origin: ORIGIN } })
    const told = { 'ratelimit-policy': '"api";q=2;w=9', ratelimit: '"api";r=1;t=7' }
    expect(await get()).toMatchObject({ statusCode: 200, headers: told })
    expect(await get()).toMatchObject({ statusCode: 200, headers: { ...told, ratelimit: '"api";r=0;t=7' } })
    expect(asked).toHaveLength(2)
    const refused = await get()
    expect(refused.statusCode).toBe(429)
    expect(asked).toHaveLength(3)
    expect(refused.headers).toMatchObject({
      'retry-after': '7',
      'x-frame-options': 'DENY',
      'access-control-allow-origin': ORIGIN,
    })
  })
})
