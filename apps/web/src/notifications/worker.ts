// What the service worker does with reminders. The build puts it beside the worker, which imports it.
import { exclusively } from './exclusively.ts'
import { OFF, type ReminderData, readReminder, reminderOf, stillOnOf } from './reminder.ts'
import { renewSubscription, type SubscriptionChange } from './renew.ts'

interface Lasting {
  waitUntil(work: Promise<unknown>): void
}

interface PushEvent extends Lasting {
  data: { text(): string } | null
}

interface NotificationEvent extends Lasting {
  action: string
  notification: Notification
}

/** What a browser has where a service worker runs: the types of pages know nothing of it. */
interface WorkerScope {
  registration: ServiceWorkerRegistration
  clients: {
    matchAll(of: { type: 'window'; includeUncontrolled: boolean }): Promise<{ focus(): Promise<unknown> }[]>
    openWindow(url: string): Promise<unknown>
  }
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: NotificationEvent) => void): void
  addEventListener(type: 'pushsubscriptionchange', listener: (event: Lasting & SubscriptionChange) => void): void
}

const worker = self as unknown as WorkerScope

worker.addEventListener('push', (event) => {
  event.waitUntil(show(reminderOf(readReminder(event.data?.text(), navigator.languages))))
})

worker.addEventListener('notificationclick', (event) => {
  const data = event.notification.data as ReminderData
  event.notification.close()
  event.waitUntil(event.action === OFF ? switchOff(data) : openApp())
})

worker.addEventListener('pushsubscriptionchange', (event) => {
  const { pushManager } = worker.registration
  const parts = { change: event, pushManager, fetch: (...of: Parameters<typeof fetch>) => fetch(...of) }
  event.waitUntil(exclusively(() => renewSubscription(parts)))
})

function show({ title, options }: ReturnType<typeof reminderOf>): Promise<void> {
  return worker.registration.showNotification(title, options)
}

/** As a mail program does it: without a session, and without a page. */
async function switchOff(data: ReminderData): Promise<void> {
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  const isOff = await fetch(data.off ?? '', { method: 'POST', body, credentials: 'omit' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isOff) await show(stillOnOf(data))
}

async function openApp(): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await (page ? page.focus() : worker.clients.openWindow('/'))
}
