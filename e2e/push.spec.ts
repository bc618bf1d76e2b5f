import { randomUUID } from 'node:crypto'
import { type PushService, pushServiceStandIn } from '@better-and-bliss/api/testing/push-service'
import type { Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject } from 'vitest'
import { noBrowserBecause, noNotificationsBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight } from './looks-right.ts'
import { test as base } from './page-test.ts'
import { signIn, turn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const test = base.extend('serviceWorkers', 'allow')

const lacking = noNotificationsBecause()
if (lacking) console.warn(`\n!!! REMINDERS ON A DEVICE ARE NOT TESTED HERE: ${lacking}. Debian’s does.\n`)

describe.skipIf(noBrowserBecause())('reminders on a device', () => {
  let service: PushService
  let account: { email: string; password: string }

  beforeAll(async () => {
    service = await pushServiceStandIn({ port: inject('pushPort') })
  })
  afterAll(() => service[Symbol.asyncDispose]())

  beforeEach(async () => {
    account = { email: `push.${randomUUID()}@example.com`, password: 'Amber-Harbour-71!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Pia' })).ok).toBe(true)
  })

  test.skipIf(lacking)(
    'are switched on by one tap, come by Web Push, and are ended from the notification itself',
    async ({ page }) => {
      const browser = service.subscribe()
      await page.context().grantPermissions(['notifications'], { origin: webUrl })
      await page.addInitScript(subscribeAs, browser.subscription)
      await signIn(page, webUrl, account)
      await page.goto(`${webUrl}/profile#reminders`)
      const worker = await activated(page)
      const reminders = page.getByRole('region', { name: 'Reminders' })
      const onDevice = reminders.getByRole('switch', { name: 'Remind me on this device' })
      await turn(onDevice, 'on')
      const quiet = reminders.getByRole('switch', { name: 'Quiet hours' })
      await quiet.waitFor()
      expect(await stored()).toMatchObject([{ by_mail: false, by_push: true, quiet_from: '21:00:00' }])
      await reminders.getByLabel('At', { exact: true }).fill('21:30')
      await reminders.getByText(/At 9:30.PM it is quiet/).waitFor()
      await looksRight(page)
      await turn(quiet, 'off')
      await expect.poll(stored).toMatchObject([{ quiet_from: null, at_time: '21:30:00' }])

      await inDatabase(
        system,
        'update reminders set due_at = now() where user_id = (select id from users where email = $1)',
        [account.email],
      )
      await expect.poll(() => browser.pushed.length, { timeout: 60_000 }).toBe(1)
      const payload = browser.pushed[0]?.payload ?? ''
      await deliver(page, payload)
      await expect
        .poll(() => shownBy(worker))
        .toMatchObject([
          { title: 'A moment for yourself', actions: ['Turn off'], data: { off: JSON.parse(payload).off } },
        ])

      await press(worker, 'off')
      await expect.poll(stored).toMatchObject([{ due_at: null, by_push: true }])
      await expect.poll(() => shownBy(worker)).toEqual([])
      await page.reload()
      await onDevice.waitFor()
      expect(await onDevice.isChecked()).toBe(false)
      await turn(onDevice, 'on')
      await expect.poll(stored).toMatchObject([{ due_at: expect.any(Date) }])

      await inDatabase(
        system,
        'delete from push_subscriptions where user_id = (select id from users where email = $1)',
        [account.email],
      )
      await page.reload()
      const missing = reminders.getByText('none of your devices is left')
      await missing.waitFor()
      expect(await onDevice.isChecked()).toBe(false)
      await looksRight(page)
      await turn(onDevice, 'on')
      await quiet.waitFor()
      expect(await missing.count()).toBe(0)
      await expect.poll(devices).toHaveLength(1)
      await turn(onDevice, 'off')
      await expect.poll(stored).toMatchObject([{ due_at: null }])
      await expect.poll(devices).toEqual([])
    },
  )

  test.skipIf(lacking)('come on where a sign-in has expired, until somebody else signs in there', async ({ page }) => {
    await page.context().grantPermissions(['notifications'], { origin: webUrl })
    await page.addInitScript(subscribeAs, service.subscribe().subscription)
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/profile#reminders`)
    await activated(page)
    await turn(page.getByRole('switch', { name: 'Remind me on this device' }), 'on')
    await expect.poll(stored).toMatchObject([{ by_push: true }])

    const isSubscribed = () => page.evaluate(() => localStorage.getItem('test.subscribed') !== null)
    const signInLater = async (by: typeof account) => {
      await page.context().clearCookies()
      const listed = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/reminders/devices')
      await signIn(page, webUrl, by)
      await (await listed).finished()
    }
    await signInLater(account)
    await page.reload()
    expect(await isSubscribed()).toBe(true)

    const another = { ...account, email: `push.${randomUUID()}@example.com` }
    expect((await anonymous(apiUrl).post('/auth/register', { ...another, full_name: 'Paul' })).ok).toBe(true)
    await signInLater(another)
    await expect.poll(isSubscribed).toBe(false)
  })

  test.skipIf(lacking)('that cannot be ended, as there is no network, say so in their place', async ({ page }) => {
    await page.context().grantPermissions(['notifications'], { origin: webUrl })
    await page.goto(webUrl)
    const worker = await activated(page)
    await deliver(page, JSON.stringify({ language: 'de', off: 'http://127.0.0.1:1/off' }))
    await expect.poll(() => shownBy(worker)).toMatchObject([{ title: 'Ein Moment für dich' }])
    await press(worker, 'off')
    await expect
      .poll(() => shownBy(worker))
      .toMatchObject([{ title: 'Noch nicht ausgeschaltet', actions: ['Ausschalten'] }])
  })

  test('that the browser blocks are explained', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Notification, 'permission', { get: () => 'denied' })
    })
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/profile#reminders`)
    const reminders = page.getByRole('region', { name: 'Reminders' })
    await reminders.getByText('Reminders on this device are blocked').waitFor()
    expect(await reminders.getByRole('switch').count()).toBe(1)
    await looksRight(page)
  })

  function stored() {
    return inDatabase<Record<string, unknown>>(
      system,
      `select by_mail, by_push, quiet_from::text, at_time::text, due_at from reminders
       where user_id = (select id from users where email = $1)`,
      [account.email],
    )
  }
  function devices() {
    return inDatabase(
      system,
      'select endpoint from push_subscriptions where user_id = (select id from users where email = $1)',
      [account.email],
    )
  }
})

/** No push service knows a browser without a window: this one says that it has subscribed, and where. */
function subscribeAs(subscription: { endpoint: string; keys: { p256dh: string; auth: string } }): void {
  const KEY = 'test.subscribed'
  const known = () => {
    const key = localStorage.getItem(KEY)
    if (key === null) return null
    return {
      endpoint: subscription.endpoint,
      options: { applicationServerKey: Uint8Array.from(JSON.parse(key) as number[]).buffer },
      toJSON: () => subscription,
      unsubscribe: async () => {
        localStorage.removeItem(KEY)
        return true
      },
    } as unknown as PushSubscription
  }
  PushManager.prototype.getSubscription = async () => known()
  PushManager.prototype.subscribe = async ({ applicationServerKey } = {}) => {
    localStorage.setItem(KEY, JSON.stringify([...(applicationServerKey as Uint8Array)]))
    return known() as PushSubscription
  }
}

async function activated(page: Page): Promise<Worker> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  const [worker] = page.context().serviceWorkers()
  if (!worker) throw new Error('The page has no service worker')
  return worker
}

/** As the browser does with what its push service sends. */
async function deliver(page: Page, data: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${webUrl}/` && !isDeleted)
      if (own) resolve(own.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: webUrl, registrationId: await registered, data })
}

interface Shown {
  title: string
  actions: string[]
  data: unknown
}

function shownBy(worker: Worker): Promise<Shown[]> {
  return worker.evaluate(async () => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
    const shown = (await registration.getNotifications()) as (Notification & { actions: { title: string }[] })[]
    return shown.map(({ title, actions, data }) => ({ title, actions: actions.map((action) => action.title), data }))
  })
}

/** What a press of a button of the notification that is shown tells the worker; what it waits for is waited for. */
function press(worker: Worker, action: string): Promise<void> {
  return worker.evaluate(async (pressed) => {
    const scope = self as unknown as EventTarget & {
      registration: ServiceWorkerRegistration
      NotificationEvent: new (type: string, of: object) => Event
    }
    const [notification] = await scope.registration.getNotifications()
    const event = new scope.NotificationEvent('notificationclick', { notification, action: pressed })
    const work: Promise<unknown>[] = []
    // Only of events of its own does a browser wait for anything.
    Object.defineProperty(event, 'waitUntil', { value: (one: Promise<unknown>) => work.push(one) })
    scope.dispatchEvent(event)
    await Promise.all(work)
  }, action)
}
