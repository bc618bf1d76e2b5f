import { expect, test } from 'vitest'
import { renewSubscription, type SubscriptionChange } from './renew.ts'

const API = 'https://api.example.org'
const KEY = 'BCVxsr7N'
const subscription = (endpoint: string) =>
  ({
    options: { applicationServerKey: new ArrayBuffer(65) },
    toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
  }) as unknown as PushSubscription

interface Ground {
  change?: SubscriptionChange
  /** Status of what is asked of the devices, one after the other. */
  statuses?: number[]
}

async function renewed({ change = {}, statuses = [] }: Ground) {
  const asked: string[] = []
  const subscribed: unknown[] = []
  await renewSubscription({
    change,
    pushManager: {
      subscribe: async (options) => {
        subscribed.push(options?.applicationServerKey)
        return subscription('https://push.example.org/new')
      },
    },
    fetch: async (input, { method = 'GET', body } = {}) => {
      const url = input as string
      if (url === '/') return new Response(`<meta name="api-url" content="${API}" />`)
      asked.push([method, url.replace(API, ''), body as string].filter(Boolean).join(' '))
      const status = url.endsWith('/devices') ? (statuses.shift() ?? 200) : 200
      return Response.json({ public_key: KEY }, { status })
    },
  })
  return { asked, subscribed }
}

const POSTED =
  'POST /api/reminders/devices {"endpoint":"https://push.example.org/new","keys":{"p256dh":"p","auth":"a"}}'

test('an address that the browser made itself is told', async () => {
  const change = { newSubscription: subscription('https://push.example.org/new') }
  expect(await renewed({ change })).toEqual({ asked: [POSTED], subscribed: [] })
})

test('where it made none, it subscribes with the key that it had, or asks for it', async () => {
  const oldSubscription = subscription('https://push.example.org/old')
  const { applicationServerKey } = oldSubscription.options
  expect(await renewed({ change: { oldSubscription } })).toEqual({
    asked: [POSTED],
    subscribed: [applicationServerKey],
  })
  expect(await renewed({})).toEqual({ asked: ['GET /api/reminders/devices', POSTED], subscribed: [KEY] })
})

test('a session that has expired meanwhile is refreshed', async () => {
  const change = { newSubscription: subscription('https://push.example.org/new') }
  expect((await renewed({ change, statuses: [401] })).asked).toEqual([POSTED, 'POST /auth/refresh', POSTED])
  await expect(renewed({ change, statuses: [401, 401] })).rejects.toThrow('401')
})
