import type { ApiSettings } from '@better-and-bliss/settings'
import { advice } from '../../ports/finding.ts'
import { type Check, fits, type Outcome, unlessDevelopment } from './check.ts'

/** What the settings of the API say that somebody should know. Those that make a process refuse to start are told by whoever reads them. */
export function settingsCheck(settings: ApiSettings): Check {
  const looks = [ofEnvironment, ofKeys, ofCookies, ofProxies, ofAdmins, ofLimits, ofAwsKey, ofAlarms]
  return { subject: 'Settings', look: () => looks.map((look) => look(settings)) }
}

function ofEnvironment({ environment }: ApiSettings): Outcome {
  if (environment === 'production') return fits('This is production: nothing starts with settings that are unsafe.')
  return advice(
    'This is no production: cookies go without TLS, and limits on requests apply only where they are set.',
    'Set ENVIRONMENT=production where strangers come.',
  )
}

/** Production does not start with others. */
function ofKeys({ environment }: ApiSettings): Outcome {
  const held = environment === 'production' ? ', differ, and are no placeholders' : ''
  return fits(`JWT_SECRET_KEY and STREAMING_SECRET_KEY have 32 characters or more${held}.`)
}

function ofCookies({ cookie, frontendUrl, backendUrl }: ApiSettings): Outcome {
  const [web, api] = [new URL(frontendUrl), new URL(backendUrl)]
  if (siteOf(web) !== siteOf(api)) {
    const says = `Browsers may take ${web.hostname} and ${api.hostname} for two sites: then they send no cookie from one to the other, and nobody stays signed in.`
    return advice(says, 'Put both under one domain, such as studio.example.org and api.example.org.')
  }
  const secure = cookie.secure ? 'HTTPS alone' : 'plain HTTP, too, as in development'
  return fits(`Cookies are out of reach of scripts, SameSite=${cookie.sameSite}, and go over ${secure}.`)
}

/** Scheme and the last two labels: what of a name anybody may register differs by country, and is guessed. */
function siteOf({ protocol, hostname }: URL): string {
  const isName = /[a-z]/i.test(hostname.split('.').at(-1) ?? '') && !hostname.startsWith('[')
  return `${protocol}//${isName ? hostname.split('.').slice(-2).join('.') : hostname}`
}

function ofProxies({ environment, trustedProxies }: ApiSettings): Outcome {
  if (trustedProxies.length > 0) return fits(`Proxies whose word counts: ${trustedProxies.join(', ')}.`)
  const says = 'No proxy is trusted. Behind one all members are one client, who reaches the limits soon.'
  const remedy = 'Set TRUSTED_PROXIES as docs/proxies.md says, unless nothing stands in front of the API.'
  return unlessDevelopment(environment, advice(says, remedy))
}

function ofAdmins({ adminAddresses }: ApiSettings): Outcome {
  if (adminAddresses !== null) return fits(`The studio may be used from ${adminAddresses.join(', ')} alone.`)
  const remedy = 'Set ADMIN_ALLOWED_IPS if those who work in it have networks of their own.'
  return advice('The studio may be used from anywhere.', remedy)
}

function ofLimits({ rateLimits }: ApiSettings): Outcome {
  const names = Object.entries(rateLimits).flatMap(([name, limit]) => (limit ? [] : [name]))
  if (names.length === 0) return fits('Registration, sign-in, resets and requests are limited.')
  return fits(`Not limited, as in development: ${names.join(', ')} (RATE_LIMIT_…).`)
}

function ofAwsKey({ environment, aws }: ApiSettings): Outcome {
  if (!aws.credentials) return fits('No key of AWS stands in the settings: the role of the machine gives access.')
  if (aws.credentials.sessionToken) return fits('The key of AWS is one that a role was lent.')
  const says = 'A key of AWS stands in the settings: it lives until somebody takes it back.'
  const remedy = 'Give the machine a role, and unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
  return unlessDevelopment(environment, advice(says, remedy))
}

/** Alarms themselves are elsewhere, with those who are woken. */
function ofAlarms({ environment, observability, metrics }: ApiSettings): Outcome {
  if (observability.kind === 'datadog' || metrics.some((place) => place !== null))
    return fits(
      'Figures leave for alarms. That there are some is not seen from here: infra/observability has them as code.',
    )
  const says = 'Nobody is told when something breaks: neither Datadog nor Prometheus gets figures.'
  const remedy =
    'Set DD_TRACE_ENABLED or METRICS_PORT, and put up the alarms of infra/observability; infra/ makes those of CloudWatch.'
  return unlessDevelopment(environment, advice(says, remedy))
}
