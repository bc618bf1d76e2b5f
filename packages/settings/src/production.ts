import { z } from 'zod'
import { databaseAddress, isOnThisMachine } from './database-address.ts'
import type { RawVariables } from './group.ts'
import { GOOGLE } from './variables.ts'

/** A reason why settings must not face the public, and the variables that it is about. */
interface Problem {
  names: string[]
  text: string
}

const PLACEHOLDER = /change.?(this|me|in.production)|^your-|your.?secret|example|placeholder/i
const KEYS = [
  ...['STREAMING_SECRET_KEY', 'JWT_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS', 'JWT_SECRET_KEY_PREVIOUS'],
  ...['API_ENCRYPTION_KEY', 'API_ENCRYPTION_KEY_PREVIOUS', 'API_HMAC_KEY', 'VAPID_PRIVATE_KEY'],
]

/** Every reason why these settings must not face the public. */
export function productionProblems(set: RawVariables): Problem[] {
  return [
    ...openMedia(set),
    ...KEYS.flatMap((name) => keyProblem(name, set[name] ?? '')),
    ...sharedKey(set),
    ...['FRONTEND_URL', 'BACKEND_URL', 'EDGE_URL'].flatMap((name) => addressProblem(name, set)),
    ...foreignCookies(set),
    ...unsentMail(set),
    ...sentInTheOpen(set),
    ...otherIssuer(set),
    ...otherPushService(set),
    ...openDatabase(set),
  ]
}

/** Random base64 of 32 characters has some 25 different ones; what somebody typed to fill the length has few. */
const REPEATED = { length: 32, fewest: 12 }

function keyProblem(name: string, key: string): Problem[] {
  const problem = (what: string) => [{ names: [name], text: `${name} ${what}; generate one: openssl rand -base64 48` }]
  if (PLACEHOLDER.test(key)) return problem('is a placeholder')
  const isRepeated = key.length >= REPEATED.length && new Set(key).size < REPEATED.fewest
  return isRepeated ? problem('is easily guessed') : []
}

/** The streaming key is known to every edge; sessions must not be forged with it. */
function sharedKey({ JWT_SECRET_KEY: jwt, STREAMING_SECRET_KEY: streaming }: RawVariables): Problem[] {
  if (!jwt || jwt !== streaming) return []
  const names = ['JWT_SECRET_KEY', 'STREAMING_SECRET_KEY']
  return [{ names, text: 'JWT_SECRET_KEY and STREAMING_SECRET_KEY must differ: edges know the second' }]
}

/** A browser drops cookies for a domain that the API's address is not in. */
function foreignCookies({ COOKIE_DOMAIN: domain, BACKEND_URL: url }: RawVariables): Problem[] {
  const host = /^https:\/\/([^/:]+)/i.exec(url ?? '')?.[1]?.toLowerCase()
  const wanted = domain?.replace(/^\./, '').toLowerCase()
  if (!host || !wanted || host === wanted || host.endsWith(`.${wanted}`)) return []
  return [
    { names: ['COOKIE_DOMAIN'], text: `COOKIE_DOMAIN must be the host of BACKEND_URL (${host}) or a domain above it` },
  ]
}

/** Codes and warnings would stay in a folder, and nobody would get in who has to confirm an address first. */
function unsentMail(set: RawVariables): Problem[] {
  const { FROM_EMAIL, SMTP_URL, SES_CONFIGURATION_SET, AWS_DEFAULT_REGION, AWS_REGION } = set
  if (SMTP_URL || SES_CONFIGURATION_SET || (FROM_EMAIL && (AWS_DEFAULT_REGION || AWS_REGION))) return []
  const names = ['FROM_EMAIL', 'SMTP_URL', 'SES_CONFIGURATION_SET']
  return [{ names, text: 'FROM_EMAIL must be set, with SMTP_URL, or AWS_DEFAULT_REGION for SES: no mail would leave' }]
}

/** Passwords and the client's secret go there, or media and what is kept of members, or the keys of tokens. */
function sentInTheOpen(set: RawVariables): Problem[] {
  return [
    ...['COGNITO_DOMAIN', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_S3'],
    ...['MEDIACONVERT_ENDPOINT', 'MEDIACONVERT_EVENTS_QUEUE_URL', 'AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE'],
    'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  ]
    .filter((name) => /^http:/i.test(set[name] ?? ''))
    .map((name) => ({ names: [name], text: `${name} must begin with https://` }))
}

/** Whoever runs the issuer may sign in as anybody. */
function otherIssuer({ GOOGLE_ISSUER: issuer }: RawVariables): Problem[] {
  if (!issuer || issuer.replace(/\/+$/, '') === GOOGLE) return []
  return [
    { names: ['GOOGLE_ISSUER'], text: 'GOOGLE_ISSUER must be unset: in production only Google stands for Google' },
  ]
}

/** Members name addresses there, which a worker then asks. */
function otherPushService({ PUSH_SERVICE_URL: url }: RawVariables): Problem[] {
  if (!url) return []
  const text = 'PUSH_SERVICE_URL must be unset: in production only the push services of browsers are asked'
  return [{ names: ['PUSH_SERVICE_URL'], text }]
}

/** A password goes there, and everything of members comes back. */
function openDatabase({ DATABASE_URL: url, DB_SSL_MODE: chosen }: RawVariables): Problem[] {
  if (!url) return []
  const address = databaseAddress(url)
  const mode = chosen || address.parameters.get('sslmode')
  if (isOnThisMachine(address) || ENCRYPTED.has(mode ?? '')) return []
  const text = `DB_SSL_MODE must be ${[...ENCRYPTED].join(', ')}: the database is on another machine`
  return [{ names: ['DB_SSL_MODE'], text }]
}

const ENCRYPTED = new Set(['verify-full', 'verify-ca', 'require'])

function openMedia({ ENABLE_STREAMING_TOKEN_VALIDATION: value }: RawVariables): Problem[] {
  const name = 'ENABLE_STREAMING_TOKEN_VALIDATION'
  return value && !asksForSomething(value)
    ? [{ names: [name], text: `${name} must be true: without it all media are open` }]
    : []
}

function addressProblem(name: string, set: RawVariables): Problem[] {
  if (/^https:\/\//i.test(set[name] ?? '')) return []
  if (name === 'EDGE_URL' && !set[name] && set.CLOUDFRONT_DOMAIN) return []
  const instead = name === 'EDGE_URL' ? ', or CLOUDFRONT_DOMAIN be set' : ''
  return [{ names: [name], text: `${name} must be set and begin with https://${instead}` }]
}

/** An unset variable, and a flag that is off in whatever spelling, ask for nothing. */
function asksForSomething(value = ''): boolean {
  return value !== '' && z.stringbool().safeParse(value).data !== false
}
