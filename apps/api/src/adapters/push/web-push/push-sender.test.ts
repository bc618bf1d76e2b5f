import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PushSender } from '../../../ports/push-sender.ts'
import { type PushService, pushServiceStandIn } from '../../../testing/push-service.ts'
import { webPushSender } from './push-sender.ts'

const NOW_MS = Date.parse('2026-03-27T06:30:00.000Z')
const message = { payload: '{"grüße":"瞑想"}', ttlSeconds: 5_400.7, topic: 'practice-reminder' }
const privateKey = Buffer.concat([Buffer.from([1]), randomBytes(31)]).toString('base64url')

let service: PushService
let sender: PushSender
const senderOn = (standIn: string, timeoutMs?: number) =>
  webPushSender({
    ...{ privateKey, subject: 'mailto:studio@example.org', standIn, nowMs: () => NOW_MS },
    ...(timeoutMs !== undefined && { timeoutMs }),
  })

beforeAll(async () => {
  service = await pushServiceStandIn()
})
afterAll(() => service[Symbol.asyncDispose]())
beforeEach(() => {
  service.answer = null
  sender = senderOn(service.origin)
})

describe('a message', () => {
  test('is one that its browser alone can read, of a sender whom the service knows', async () => {
    const { subscription, pushed } = service.subscribe()
    expect(await sender.send(subscription, message)).toEqual({ result: 'accepted' })
    expect(pushed).toMatchObject([
      {
        payload: message.payload,
        senderKey: sender.publicKey,
        claims: { aud: service.origin, sub: 'mailto:studio@example.org' },
        headers: { ttl: '5400', topic: message.topic, urgency: 'normal', 'content-type': 'application/octet-stream' },
      },
    ])
    // RFC 8292: a day at the most.
    const lives = (pushed[0]?.claims.exp ?? 0) - Date.now() / 1000
    expect(lives).toBeGreaterThan(0)
    expect(lives).toBeLessThanOrEqual(86_400)
  })

  test('for a browser that is no more is for nobody', async () => {
    const { subscription } = service.subscribe()
    expect(await sender.send({ ...subscription, endpoint: `${service.origin}/push/gone` }, message)).toEqual({
      result: 'gone',
    })
    service.answer = { status: 404 }
    expect(await sender.send(subscription, message)).toEqual({ result: 'gone' })
  })

  test.each([
    [429, { 'retry-after': '120' }, 120_000],
    [503, { 'retry-after': new Date(NOW_MS + 60_000).toUTCString() }, 60_000],
    [500, { 'retry-after': 'soon' }, null],
    [502, {}, null],
  ])('that the service does not take now (%d, %j) may be taken later', async (status, headers, retryAfterMs) => {
    service.answer = { status, headers }
    expect(await sender.send(service.subscribe().subscription, message)).toEqual({
      result: 'later',
      reason: `the push service answered ${status}`,
      retryAfterMs,
    })
  })

  test('that the service refuses is refused, and a redirect is not followed', async () => {
    const { subscription } = service.subscribe()
    const target = service.subscribe()
    for (const status of [400, 403, 413, 302, 307]) {
      service.answer = { status, headers: { location: target.subscription.endpoint } }
      const before = service.asked()
      expect(await sender.send(subscription, message)).toMatchObject({ result: 'refused' })
      expect(service.asked() - before).toBe(1)
    }
    expect(target.pushed).toEqual([])
  })

  test('for an address that is no push service is not sent', async () => {
    const { subscription } = service.subscribe()
    const before = service.asked()
    expect(await senderOn('http://127.0.0.1:1').send(subscription, message)).toMatchObject({ result: 'refused' })
    expect(service.asked()).toBe(before)
  })

  test('for keys that are none is refused without a word to anybody', async () => {
    const { subscription } = service.subscribe()
    const keys = { ...subscription.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') }
    expect(await sender.send({ ...subscription, keys }, message)).toMatchObject({ result: 'refused' })
  })

  test('to a service that is not there may be taken later', async () => {
    const gone = await pushServiceStandIn()
    const { subscription } = gone.subscribe()
    await gone[Symbol.asyncDispose]()
    expect(await senderOn(gone.origin).send(subscription, message)).toMatchObject({
      result: 'later',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })
})
