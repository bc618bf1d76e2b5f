import type { ApiSettings } from '@better-and-bliss/settings'
import { advice, wrong } from '../../ports/finding.ts'
import { ofCertificate } from './certificate.ts'
import { type Check, fits, type Outcome, reasonOf } from './check.ts'

type Addresses = Pick<ApiSettings, 'frontendUrl' | 'backendUrl' | 'environment'> & { nowMs: () => number }

const TIMEOUT_MS = 10_000
/** No browser shows a page from there. */
const STRANGER = 'https://stranger.invalid'

/** The pages, as browsers find them. */
export function webAppCheck({ frontendUrl, environment, nowMs }: Addresses): Check {
  return {
    subject: 'Web app',
    look: () =>
      reached(frontendUrl, 'FRONTEND_URL', async (url) => {
        const { status } = await get(url)
        const answers =
          status < 400
            ? fits(`${frontendUrl} answers.`)
            : wrong(`${frontendUrl} answers ${status}.`, 'Let FRONTEND_URL lead to the web app.')
        return [answers, ...(await ofHttps(url, { environment, nowMs }))]
      }),
  }
}

/** The API, as browsers find it: HTTPS, and CORS for our pages alone. */
export function apiCheck({ backendUrl, frontendUrl, environment, nowMs }: Addresses): Check {
  return {
    subject: 'API',
    look: () =>
      reached(backendUrl, 'BACKEND_URL', async (url) => {
        const health = new URL('health', url)
        const { origin } = new URL(frontendUrl)
        const ours = await get(health, { origin })
        const others = await get(health, { origin: STRANGER })
        return [
          ofHealth(backendUrl, ours),
          ofCors({ ours: ours.headers, others: others.headers, origin }),
          ...(await ofHttps(url, { environment, nowMs })),
          ...(url.protocol === 'https:' ? [ofHsts(ours.headers)] : []),
        ]
      }),
  }
}

function ofHealth(backendUrl: string, { status, text }: Answer): Outcome {
  if (status === 200 && text.includes('"healthy"')) return fits(`${backendUrl} answers.`)
  return wrong(`${backendUrl}/health answers ${status}, and not as the API does.`, 'Let BACKEND_URL lead to the API.')
}

function ofCors({ ours, others, origin }: { ours: Headers; others: Headers; origin: string }): Outcome {
  const remedy =
    'Set FRONTEND_URL alike for the API and here, and let no proxy add headers of its own (docs/proxies.md).'
  const allowed = ours.get('access-control-allow-origin')
  const isOpen = ['*', STRANGER].includes(others.get('access-control-allow-origin') ?? '')
  if (isOpen) return wrong('Pages of any origin may read what the API answers to members.', remedy)
  if (allowed !== origin || ours.get('access-control-allow-credentials') !== 'true')
    return wrong(`Pages of ${origin} may not use the API: browsers refuse its answers.`, remedy)
  return fits(`Pages of ${origin} may use it (CORS), and no others.`)
}

function ofHsts(headers: Headers): Outcome {
  if (headers.has('strict-transport-security')) return fits('It tells browsers to use HTTPS alone.')
  const says = 'Something takes the Strict-Transport-Security of the API away: a first visit may go in plain.'
  return advice(says, 'Let the proxy pass headers on.')
}

async function ofHttps(
  url: URL,
  { environment, nowMs }: { environment: string; nowMs: () => number },
): Promise<Outcome[]> {
  if (url.protocol === 'https:') return [await ofCertificate(url, nowMs)]
  // Production does not start with it.
  return environment === 'production' ? [] : [fits('It goes without HTTPS, as in development.')]
}

interface Answer {
  status: number
  headers: Headers
  text: string
}

/** One question, without following where it is sent on to. */
export async function get(url: URL, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** Looks at an address; that it is not reached is wrong. */
export async function reached(
  address: string,
  variable: string,
  look: (url: URL) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  try {
    return await look(new URL(`${address}/`))
  } catch (error) {
    const remedy = `Start it, let this machine through to it, renew its certificate, or correct ${variable}.`
    return [wrong(`${address} is not reached from here: ${reasonOf(error)}.`, remedy)]
  }
}
