import { expect, test } from 'vitest'
import { renewSubscription, type SubscriptionChange } from './renew.ts'

const API = 'https://api.example.org'
const OLD = 'https://push.example.org/old'
const NEW = 'https://push.example.org/new'

interface Ground {
  change?: (parts: Record<'oldSubscription' | 'newSubscription', PushSubscription>) => SubscriptionChange
  /** The devices of whoever is signed in. */
  devices?: string[]
  /** Status of what is asked of the devices, one after the other. */
  statuses?: number[]
}

async function renewed({ change = (both) => both, devices = [OLD], statuses = [] }: Ground = {}) {
  const asked: string[] = []
  const subscribed: unknown[] = []
  const unsubscribed: string[] = []
  const subscription = (endpoint: string) =>
    ({
      endpoint,
      options: { applicationServerKey: new ArrayBuffer(65) },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => unsubscribed.push(endpoint) > 0,
    }) as unknown as PushSubscription
  await renewSubscription({
    change: change({ oldSubscription: subscription(OLD), newSubscription: subscription(NEW) }),
    pushManager: {
      subscribe: async (options) => {
        subscribed.push(options?.applicationServerKey)
        return subscription(NEW)
      },
    },
    fetch: async (input, { method = 'GET', body } = {}) => {
      const url = input as string
      if (url === '/') return new Response(`<meta name="api-url" content="${API}" />`)
      asked.push([method, url.replace(API, ''), body as string].filter(Boolean).join(' '))
      const status = url.endsWith('/devices') ? (statuses.shift() ?? 200) : 200
      return Response.json({ devices: devices.map((endpoint) => ({ endpoint })) }, { status })
    },
  })
  return { asked, subscribed, unsubscribed }
}

const LISTED = 'GET /api/reminders/devices'
const POSTED = `POST /api/reminders/devices {"endpoint":"${NEW}","keys":{"p256dh":"p","auth":"a"}}`

test('an address that the browser made itself is told', async () => {
  expect(await renewed()).toEqual({ asked: [LISTED, POSTED], subscribed: [], unsubscribed: [] })
})

test('where it made none, it subscribes with the key that it had', async () => {
  const { asked, subscribed } = await renewed({ change: ({ oldSubscription }) => ({ oldSubscription }) })
  expect({ asked, subscribed }).toEqual({ asked: [LISTED, POSTED], subscribed: [new ArrayBuffer(65)] })
})

test.each<[string, Ground]>([
  ['of a member before is not given to the one who is signed in', { devices: ['https://push.example.org/other'] }],
  ['of which nobody knows whose it was is given to nobody', { change: ({ newSubscription }) => ({ newSubscription }) }],
])('the device %s, and nothing comes there', async (_, ground) => {
  const { asked, subscribed, unsubscribed } = await renewed(ground)
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual([])
  expect({ subscribed, unsubscribed }).toEqual({ subscribed: [], unsubscribed: [NEW] })
})

test('a session that has expired meanwhile is refreshed', async () => {
  expect((await renewed({ statuses: [401] })).asked).toEqual([LISTED, 'POST /auth/refresh', LISTED, POSTED])
  await expect(renewed({ statuses: [401, 401] })).rejects.toThrow('401')
})
