import { expect, test, vi } from 'vitest'
import { keepOwnSubscription } from './own-subscription.ts'

const HERE = 'https://push.example.org/here'
const THERE = 'https://push.example.org/there'

async function afterSignInOf(devices: string[], here: string | null = HERE) {
  const browser = { endpoint: here, asked: 0 }
  await keepOwnSubscription({
    subscriptionHere: async () =>
      here === null
        ? null
        : {
            endpoint: here,
            unsubscribe: async () => {
              browser.endpoint = null
              return true
            },
          },
    listDevices: async () => {
      browser.asked += 1
      return devices.map((endpoint) => ({ endpoint }))
    },
  })
  return browser
}

test.each([
  ['has no device', []],
  ['has another device', [THERE]],
])('the reminders of a member before come no more to the browser of whoever %s', async (_, devices) => {
  expect((await afterSignInOf(devices)).endpoint).toBeNull()
})

test('the browser of a member who is reminded there stays subscribed', async () => {
  expect((await afterSignInOf([THERE, HERE])).endpoint).toBe(HERE)
})

test('a browser that never subscribed asks nothing', async () => {
  expect((await afterSignInOf([], null)).asked).toBe(0)
})

test('a browser whose member cannot be asked about stays as it is', async () => {
  const unsubscribe = vi.fn(async () => true)
  const kept = keepOwnSubscription({
    subscriptionHere: async () => ({ endpoint: HERE, unsubscribe }),
    listDevices: () => Promise.reject(new Error('offline')),
  })
  await expect(kept).rejects.toThrow('offline')
  expect(unsubscribe).not.toHaveBeenCalled()
})
