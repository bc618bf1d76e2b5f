import { type PushState, pushStateOf } from './push-state.ts'

/** The person, or their browser, did not allow notifications. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}

/** A page that has just been opened registers its worker. */
const WORKER_WITHIN_MS = 15_000

export function pushStateHere(): PushState {
  return pushStateOf({
    hasWorker: 'serviceWorker' in navigator,
    hasPush: 'PushManager' in window,
    permission: 'Notification' in window ? Notification.permission : null,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isInstalled: window.matchMedia('(display-mode: standalone)').matches,
  })
}

/** What this browser told push services; null where it did not, or cannot. */
export async function subscriptionHere(): Promise<PushSubscription | null> {
  if (pushStateHere() !== 'ready') return null
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/**
 * Asks the person, if they were not asked yet, and then the browser. It has to be begun by a tap.
 *
 * @throws NotAllowed
 */
export async function subscribeHere(publicKey: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotAllowed()
  const { pushManager } = await workerReady()
  const applicationServerKey = bytesOf(publicKey)
  const known = await pushManager.getSubscription()
  // Of another key than this installation has now nothing would come.
  if (known && !isSame(known.options.applicationServerKey, applicationServerKey)) await known.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
}

/** From now on nothing comes to this browser, whoever was signed in. */
export async function forgetSubscription(): Promise<void> {
  await (await subscriptionHere().catch(() => null))?.unsubscribe().catch(() => false)
}

function workerReady(): Promise<ServiceWorkerRegistration> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  setTimeout(() => reject(new Error('There is no service worker')), WORKER_WITHIN_MS)
  return Promise.race([navigator.serviceWorker.ready, late])
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function isSame(known: ArrayBuffer | null, key: Uint8Array): boolean {
  if (known?.byteLength !== key.length) return false
  return new Uint8Array(known).every((byte, index) => byte === key[index])
}
