/** A browser has another address now. */
export interface SubscriptionChange {
  oldSubscription?: PushSubscription | null
  newSubscription?: PushSubscription | null
}

interface Parts {
  change: SubscriptionChange
  pushManager: Pick<PushManager, 'subscribe'>
  fetch: typeof globalThis.fetch
}

/**
 * Tells the API the new address of this browser, where the former one is a device of whoever is signed in. It may be that of a
 * member before, whose sign-in has expired, or nobody knows it: then the browser is subscribed no more, and the page says
 * that it is off.
 */
export async function renewSubscription({ change, pushManager, fetch }: Parts): Promise<void> {
  const { oldSubscription, newSubscription } = change
  const ask = askerOf(await apiUrlOf(fetch), fetch)
  if (!oldSubscription || !(await isOwn(oldSubscription, ask))) {
    await newSubscription?.unsubscribe()
    return
  }
  const { applicationServerKey } = oldSubscription.options
  const subscription = newSubscription ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }))
  const { endpoint, keys } = subscription.toJSON()
  await ask('POST', { endpoint, keys })
}

type Ask = ReturnType<typeof askerOf>

async function isOwn(former: PushSubscription, ask: Ask): Promise<boolean> {
  const { devices } = (await (await ask('GET')).json()) as { devices: { endpoint: string }[] }
  return devices.some(({ endpoint }) => endpoint === former.endpoint)
}

/** The page names it; a worker is the same wherever it is installed. */
async function apiUrlOf(fetch: Parts['fetch']): Promise<string> {
  const page = await (await fetch('/')).text()
  const url = /<meta name="api-url" content="([^"]+)"/.exec(page)?.[1]
  if (!url) throw new Error('The page names no API')
  return url.replaceAll('&amp;', '&')
}

function askerOf(apiUrl: string, fetch: Parts['fetch']) {
  const send = (path: string, method: 'GET' | 'POST', body?: object) =>
    fetch(apiUrl + path, {
      method,
      credentials: 'include',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  return async (method: 'GET' | 'POST', body?: object): Promise<Response> => {
    const first = await send('/api/reminders/devices', method, body)
    // Nobody had a page open for longer than an access token lives.
    const isExpired = first.status === 401 && (await send('/auth/refresh', 'POST')).ok
    const answer = isExpired ? await send('/api/reminders/devices', method, body) : first
    if (!answer.ok) throw new Error(`The API answered ${answer.status}`)
    return answer
  }
}
