/**
 * The push services of browsers. A member names the address that a worker then asks: any other one could be of our own
 * network.
 */
const SERVICES = [
  'https://fcm.googleapis.com',
  // Of Chromium that Google did not build.
  'https://jmt17.google.com',
  'https://*.push.services.mozilla.com',
  'https://*.push.apple.com',
  'https://*.notify.windows.com',
]

const MAX_LENGTH = 1_024

/** @param standIn origin of what stands in for a push service, in tests. */
export function isPushService(endpoint: string, standIn: string | null): boolean {
  if (endpoint.length > MAX_LENGTH || !URL.canParse(endpoint)) return false
  const { origin, hostname, username, password, hash } = new URL(endpoint)
  if (username || password || hash) return false
  // An origin has a port where it is not that of https.
  return origin === standIn || SERVICES.some((service) => fits(service, { origin, hostname }))
}

function fits(service: string, { origin, hostname }: { origin: string; hostname: string }): boolean {
  const [scheme = '', parent] = service.split('*.')
  if (parent === undefined) return origin === service
  const [name, ...above] = hostname.split('.')
  return name !== '' && above.join('.') === parent && origin === `${scheme}${hostname}`
}

/** Where one answers who asks whether it is reached. */
export const REACHED_AT = [
  'https://fcm.googleapis.com/',
  'https://updates.push.services.mozilla.com/',
  'https://web.push.apple.com/',
]
